"""What `dir()` shows of MXNet 1.9.1 (`names.json`) and swnd has not: one table, with reasons.

`LEFT_OUT` is to stay; `NOT_YET` is to shrink: a name that is there must not stand in either.
"""

from __future__ import annotations

LAYERS = "layers of neural networks, and losses that are layers"
UPDATES = "updates of optimizers, and what serves mixed precision in training"
SPARSE = "sparse arrays"
IMAGES = "images and detection"
QUANTIZED = "quantized networks"
SINGLE = "operators for one model or one paper"
NUMPY = "MXNet's second interface, `mx.np`"
INTERNAL = "no interface: what the module itself imports, or hidden parts of MXNet"

LEFT_OUT = {
    LAYERS: {
        "nd": """Activation BatchNorm BatchNorm_v1 BilinearSampler CTCLoss Convolution
            Convolution_v1 Correlation Deconvolution Dropout Embedding FullyConnected GridGenerator
            GroupNorm IdentityAttachKLSparseReg InstanceNorm LRN LayerNorm LeakyReLU
            LinearRegressionOutput LogisticRegressionOutput MAERegressionOutput Pooling Pooling_v1
            RNN ROIPooling SVMOutput Softmax SoftmaxActivation SoftmaxOutput SpatialTransformer
            UpSampling col2im ctc_loss im2col""",
        "nd.contrib": """AdaptiveAvgPooling2D BatchNormWithReLU BilinearResize2D CTCLoss
            DeformableConvolution ModulatedDeformableConvolution SparseEmbedding SyncBatchNorm
            ctc_loss interleaved_matmul_encdec_qk interleaved_matmul_encdec_valatt
            interleaved_matmul_selfatt_qk interleaved_matmul_selfatt_valatt""",
    },
    UPDATES: {
        "nd": """adam_update ftml_update ftrl_update lamb_update_phase1 lamb_update_phase2
            mp_lamb_update_phase1 mp_lamb_update_phase2 mp_nag_mom_update mp_sgd_mom_update
            mp_sgd_update multi_lars multi_mp_sgd_mom_update multi_mp_sgd_update
            multi_sgd_mom_update multi_sgd_update nag_mom_update preloaded_multi_mp_sgd_mom_update
            preloaded_multi_mp_sgd_update preloaded_multi_sgd_mom_update preloaded_multi_sgd_update
            rmsprop_update rmspropalex_update sgd_mom_update sgd_update signsgd_update
            signum_update""",
        "nd.contrib": """adamw_update group_adagrad_update mp_adamw_update multi_adamw_update
            multi_lamb_update multi_mp_adamw_update multi_mp_lamb_update""",
    },
    SPARSE: {
        "nd": "sparse",
        "nd.contrib": """dgl_adjacency dgl_csr_neighbor_non_uniform_sample
            dgl_csr_neighbor_uniform_sample dgl_graph_compact dgl_subgraph edge_id getnnz""",
    },
    IMAGES: {
        "nd": "Crop image imdecode",
        "nd.contrib": """DeformablePSROIPooling MultiBoxDetection MultiBoxPrior MultiBoxTarget
            MultiProposal PSROIPooling Proposal ROIAlign RROIAlign bipartite_matching box_decode
            box_encode box_iou box_nms box_non_maximum_suppression""",
    },
    QUANTIZED: {
        "nd.contrib": """calibrate_entropy dequantize quantize quantize_asym quantize_v2
            quantized_act quantized_batch_norm quantized_concat quantized_conv
            quantized_elemwise_add quantized_elemwise_mul quantized_embedding quantized_flatten
            quantized_fully_connected quantized_pooling quantized_rnn requantize""",
    },
    SINGLE: {
        "nd.contrib": """backward_gradientmultiplier backward_hawkesll backward_index_copy
            backward_quadratic count_sketch fft hawkesll ifft""",
    },
    NUMPY: {
        "nd": "np npx numpy numpy_extension",
        "nd.NDArray": "as_np_ndarray",
        "nd.contrib": "np",
    },
    INTERNAL: {
        "nd": """CachedOp Custom gen__internal gen_contrib gen_image gen_linalg gen_op gen_sparse
            get_indexing_dispatch_code get_oshape_of_gather_nd_op
            indexing_key_expand_implicit_axes register utils""",
        "nd.random": "current_context numeric_types",
        "nd.contrib": "current_context math mx ndarray uniform",
        "autograd": """CFUNCTYPE Lock MXCallbackList NDArray NDArrayHandle POINTER Symbol
            SymbolHandle array c_array c_array_buf c_handle_array c_int cast check_call
            ctypes get_symbol mx_uint string_types traceback""",
        "random": "check_call ctypes integer_types",
        "context": "check_call classproperty ctypes warnings with_metaclass",
    },
}

NOT_YET: dict[str, str] = {}


def left_out(owner: str) -> set[str]:
    """The names of one owner that stay away."""
    return {name for owners in LEFT_OUT.values() for name in owners.get(owner, "").split()}


def not_yet(owner: str) -> set[str]:
    """The names of one owner that are still to come."""
    return set(NOT_YET.get(owner, "").split())

"""Sizes and indices at the ends of what an integer holds: a result or an error, never a crash.

The random calls of `test_fuzz.py` rarely meet in such a corner. Each expression runs in a fork, so
that one which ends its process is found by name.
"""

from __future__ import annotations

import pytest
from child_processes import run_program

PRELUDE = """
import os, resource, sys, warnings
from swnd import MXNetError, nd

warnings.simplefilter("ignore")
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
B, M, N = 2**40, 2**63 - 1, -(2**63) + 1
z = nd.zeros


def huge(*shape):
    # Many elements, and no memory.
    return nd.broadcast_to(nd.zeros((1,) * len(shape)), shape=shape)


def run(text):
    try:
        eval(text)
    except (MXNetError, MemoryError):
        pass
    except BaseException as error:
        return f"{text}: {error!r}"


for text in sys.stdin.read().splitlines():
    child = os.fork()
    if child == 0:
        odd = run(text)
        if odd:
            print(odd, flush=True)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    if status:
        print(f"{text}: ended with {status}", flush=True)
"""

EXPRESSIONS = r"""
nd.concat(*[huge(2**57)]*64, dim=0)
nd.stack(*[huge(2**57)]*64)
nd.zeros((B,B,0))
nd.dot(nd.zeros((B,B,0)), z((0,2)))
nd.dot(z((2,0)), nd.zeros((0,B,B)))
nd.sum(nd.zeros((B,B,0)), axis=2)
nd.sum(nd.zeros((B,B,0)))
nd.sum(nd.zeros((B,0,B)), axis=1)
nd.mean(nd.zeros((B,B,0)), axis=2)
nd.max(nd.zeros((0,B,B)), axis=1)
nd.argmax(nd.zeros((B,B,0)), axis=1)
nd.transpose(nd.zeros((B,B,0)))
nd.reshape(nd.zeros((B,B,0)), shape=(0,-3))
nd.reshape(nd.zeros((B,B,0)), shape=(-3,0))
nd.reshape(nd.zeros((B,B,0)), shape=(-1,0))
nd.reshape(nd.zeros((B,B,0)), shape=(B,B,B,0))
nd.flatten(nd.zeros((0,B,B)))
nd.flatten(nd.zeros((B,B,0)))
nd.repeat(nd.zeros((B,0)), B, axis=0)
nd.repeat(nd.zeros((0,)), M)
nd.repeat(nd.zeros((0,B)), M, axis=1)
nd.tile(nd.zeros((0,B)), (1,M))
nd.tile(nd.zeros((0,B)), (M,M))
nd.tile(nd.zeros((B,B,0)), (2,2,2))
nd.broadcast_to(nd.zeros((1,1,0)), shape=(B,B,0))
nd.broadcast_axis(z((1,1)), axis=(0,1), size=(B,B))
nd.broadcast_axis(z((1,1)), axis=(0,1), size=(-1,2))
nd.broadcast_axis(z((1,1)), axis=(N,), size=(2,))
huge(2**57,1,1)+huge(1,2**57,1)
huge(B,1,0)+huge(1,B,0)
nd.take(huge(2**30,2**20), huge(2**30))
nd.take(nd.zeros((3,0)), huge(2**57))
nd.take(z((3,)), nd.array([1e300]))
nd.take(z((3,)), nd.array([float('nan')]), mode='wrap')
nd.take(z((3,)), nd.array([M], dtype='int64'), mode='wrap')
nd.take(z((3,)), nd.array([-(2**63)], dtype='int64'), mode='wrap')
nd.one_hot(huge(2**50), 2**20)
nd.one_hot(z((3,)), M)
nd.eye(3,3,M)
nd.eye(3,3,N)
nd.eye(M,1)
nd.eye(1,M)
nd.eye(0,M)
nd.eye(0,B,k=M)
nd.linspace(0,1,M)
nd.linspace(-1e308,1e308,5)
nd.arange(0,1e18,1e-3)
nd.arange(0,10,1e-320)
nd.arange(0,3,1,repeat=M)
nd.arange(0,0,1,repeat=M)
nd.arange(1e18)
nd.arange(-1e308,1e308,1e300)
nd.slice(z((3,)), begin=(M,), end=(N,), step=(N,))
nd.slice(z((3,)), begin=(N,), end=(M,), step=(M,))
nd.slice(z((3,)), begin=(2,), end=(None,), step=(N,))
nd.slice(z((3,)), begin=(0,), end=(None,), step=(M,))
nd.slice(z((3,4)), begin=(0,0,0), end=(1,1,1))
nd.slice_axis(z((3,)), axis=0, begin=N, end=M)
nd.slice_axis(z((3,)), axis=0, begin=N, end=None)
nd.slice_axis(z((3,)), axis=0, begin=M, end=N)
nd.slice_axis(z((3,)), axis=M, begin=0, end=1)
nd.slice_axis(z((3,)), axis=N, begin=0, end=1)
z((3,))[::M]
z((3,))[::N]
z((3,))[N:M]
z((3,))[M:N:N]
z((3,)).__setitem__(slice(None,None,N), 1)
z((3,)).__setitem__(slice(None,None,M), 1)
z((3,))[M]
z((3,))[N]
nd.sum(z((3,)), axis=M)
nd.sum(z((3,)), axis=N)
nd.expand_dims(z((3,)), axis=M)
nd.expand_dims(z((3,)), axis=N)
nd.expand_dims(z((1,)*8), axis=0)
nd.swapaxes(z((3,4)), M, N)
nd.transpose(z((3,4)), axes=(M,N))
nd.transpose(z((3,4)), axes=(0,))
nd.squeeze(z((1,3)), axis=(N,))
nd.stack(z((1,)*8))
nd.concat(z((2,)), dim=M)
nd.split(z((3,)), M, axis=0)
nd.split(z((0,)), 2**19, axis=0)
nd.split(z((0,3)), 3, axis=N)
nd.batch_dot(huge(2**20,2**20,1), huge(2**20,1,2**20))
nd.batch_dot(nd.zeros((B,B,0)), nd.zeros((B,0,B)))
nd.batch_dot(nd.zeros((0,B,2)), nd.zeros((0,2,B)))
nd.dot(z((0,B)), z((B,0)))
nd.dot(z((B,0)), z((0,B)))
nd.where(huge(2**57), huge(2**57), huge(2**57))
nd.pick(huge(2**50,3), huge(2**50))
nd.softmax(huge(2**57))
nd.softmax(nd.zeros((B,B,0)))
nd.softmax(nd.zeros((B,B,0)), axis=0)
nd.log_softmax(nd.zeros((0,B)), axis=1)
nd.clip(z((3,)), float('nan'), float('nan'))
nd.array([1,2],dtype='int32')**nd.array([-1,2**31-1],dtype='int32')
nd.array([0],dtype='int64')**nd.array([-1],dtype='int64')
nd.array([N-1],dtype='int64')/nd.array([-1],dtype='int64')
nd.array([N-1],dtype='int64')%nd.array([-1],dtype='int64')
nd.array([-2**31],dtype='int32')%-1
nd.array([-2**31],dtype='int32')/-1
nd.abs(nd.array([N-1],dtype='int64'))
nd.mean(nd.zeros((0,3),dtype='int32'),axis=0)
nd.random.uniform(0,1,shape=(B,B,0))
nd.random.uniform(float('nan'),1,shape=(3,))
nd.random.uniform(-float('inf'),float('inf'),shape=(3,))
nd.random.normal(float('inf'),float('nan'),shape=(3,))
nd.full((3,), 1e300, dtype='int8')
nd.full((3,), float('nan'), dtype='int64')
nd.zeros((2**57,))
nd.zeros((2**62,))
nd.zeros((2**61,),dtype='int8')
nd.zeros((2**63-65,),dtype='int8')
nd.zeros((2**62-1,),dtype='int8')
nd.empty((2**62-1,),dtype='int8')
nd.ones((2**60-1,),dtype='float64')
nd.reshape(z((6,)), shape=(-4,M,M))
nd.reshape(z((6,)), shape=(-4,-1,M))
nd.reshape(z((6,)), shape=(M,M,-1))
nd.reshape(z((0,)), shape=(M,M,0))
nd.reshape(z((0,)), shape=(0,-1))
nd.reshape(z((6,)), shape=(-4,-1,0))
nd.reshape(z((6,)), shape=(-4,0,-1))
nd.reshape(z((0,)), shape=(-4,-1,0))
nd.reshape(z((6,)), shape=(N,))
nd.reshape(huge(2**50), shape=(2**25,-1))
huge(2**50).T
nd.broadcast_to(z((1,)), shape=(M,))
nd.broadcast_to(z((0,)), shape=(M,M,0))
nd.cast(huge(2**57), 'int8')
huge(2**57)+1
huge(2**57).asnumpy()
huge(2**57)[5:2**56].shape
huge(2**57)[::-1].shape
huge(2**57)[:]
huge(2**57).reshape((2**28,-1))
repr(huge(2**57))
nd.array(huge(2**50))
huge(2**50).copy()
huge(2**50).copyto(z((3,)))
huge(2**50).__setitem__(3, 1)
huge(2**50).attach_grad()
nd.concatenate([huge(2**57)]*64)
"""


@pytest.mark.parametrize("threads", ["1", "3"])
def test_hostile_arguments(threads):
    wrong = run_program(PRELUDE, given=EXPRESSIONS.strip(), SWND_NUM_THREADS=threads)
    assert wrong == ""

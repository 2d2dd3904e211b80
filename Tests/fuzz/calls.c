/*
 * Random calls through the C interface, under AddressSanitizer: a result or an error with a message, whatever the arguments.
 * usage: calls COUNT SEED
 *
 * Results become arguments of later calls, with and without recording, so what pending, shared and overwritten values do is
 * tried as well.
 */
#include "arrays.h"
#include "operators.inc"
#include "report.h"

enum { LIMIT = 64 << 20, MOST_OUTPUTS = 3 };

typedef swnd_status (*action)(swnd_array *out);

/* ---- Functions that are not operators ---- */

static size_t some_items(swnd_index *items) {
    static const int32_t kinds[] = {0, 0, 1, 1, 1, 2, 3, 4, -1, INT32_MAX};
    const size_t count = below(is_tame ? 3 : 10);
    memset(items, 0, count * sizeof *items);
    for (size_t i = 0; i < count; i++) {
        items[i].kind = is_tame ? (int32_t)below(2) : PICK(kinds);
        items[i].start = one_in(4) ? SWND_NONE : an_int();
        items[i].stop = one_in(4) ? SWND_NONE : an_int();
        items[i].step = one_in(2) ? SWND_NONE : an_int();
        if (items[i].kind == SWND_INDEX_ARRAY) items[i].array = an_array(NULL);
    }
    return count;
}

static swnd_status index_it(swnd_array *out) {
    swnd_index items[10];
    const size_t count = some_items(items);
    return swnd_array_index(out, an_array(NULL), one_in(50) && !is_tame ? NULL : items, count);
}

static swnd_status element(swnd_array *out) { return swnd_array_at(out, an_array(NULL), an_int()); }

static swnd_status assign(swnd_array *out) {
    *out = NULL;
    swnd_array target = an_array(NULL);
    return swnd_array_assign(target, an_array(target));
}

static swnd_status assign_scalar(swnd_array *out) {
    *out = NULL;
    return swnd_array_assign_scalar(an_array(NULL), a_real());
}

static swnd_status assign_part(swnd_array *out) {
    swnd_index items[10];
    const size_t count = some_items(items);
    *out = NULL;
    swnd_array target = an_array(NULL);
    if (one_in(2))
        return swnd_array_index_assign_scalar(target, items, count, a_real());
    return swnd_array_index_assign(target, items, count, an_array(NULL));
}

static swnd_status reshape(swnd_array *out) {
    const int_list shape = some_ints();
    const swnd_status status =
        swnd_array_reshape(out, an_array(NULL), shape.values, shape.count, a_bool());
    free(shape.values);
    return status;
}

static swnd_status make(swnd_array *out) {
    const int_list shape = some_ints();
    const swnd_status status = swnd_array_from_data(out, NULL, shape.values, shape.count, a_dtype(),
                                                    a_context());
    free(shape.values);
    return status;
}

static swnd_status copy(swnd_array *out) { return swnd_array_copy(out, an_array(NULL)); }

static swnd_status move(swnd_array *out) {
    return swnd_array_to_context(out, an_array(NULL), a_context());
}

static swnd_status detach(swnd_array *out) { return swnd_array_detach(out, an_array(NULL)); }

static swnd_status gradient(swnd_array *out) { return swnd_array_grad(out, an_array(NULL)); }

static swnd_status attach(swnd_array *out) {
    *out = NULL;
    return swnd_array_attach_grad(an_array(NULL), (swnd_grad_request)a_choice(3));
}

static swnd_status backward(swnd_array *out) {
    *out = NULL;
    const array_list heads = some_arrays(NULL);
    array_list grads = {NULL, 0};
    if (one_in(2) && heads.count <= MOST_INPUTS) {
        grads.arrays = malloc(heads.count * sizeof *grads.arrays);
        for (size_t i = 0; i < heads.count; i++)
            grads.arrays[i] = one_in(3) ? NULL : an_array(heads.arrays ? heads.arrays[i] : NULL);
    }
    const swnd_status status =
        swnd_autograd_backward(heads.arrays, grads.arrays, heads.count, a_bool(), a_bool());
    free(heads.arrays);
    free(grads.arrays);
    return status;
}

static swnd_status gradients(swnd_array *out) {
    swnd_array variables[MOST_INPUTS], found[MOST_INPUTS] = {NULL};
    const size_t count = below(MOST_INPUTS + 1);
    *out = NULL;
    for (size_t i = 0; i < count; i++)
        variables[i] = an_array(NULL);
    const array_list heads = some_arrays(NULL);
    const swnd_status status =
        swnd_autograd_grad(found, variables, count, heads.arrays, NULL, heads.count, a_bool(),
                           a_bool(), a_bool());
    for (size_t i = 0; i < count; i++) {
        DEMAND(status == SWND_OK || found[i] == NULL);
        keep(found[i]);
    }
    free(heads.arrays);
    return status;
}

/* The way back of a function that gives wrong gradients: none, of any shape, of any dtype. */
static swnd_status go_back(void *state, swnd_array *input_grads, size_t input_count,
                           const swnd_array *result_grads, size_t result_count,
                           const swnd_array *saved, size_t saved_count) {
    (void)state, (void)saved, (void)saved_count;
    for (size_t i = 0; i < input_count; i++) {
        if (one_in(2) && result_count > 0)
            input_grads[i] = swnd_array_retain(result_grads[i % result_count]);
        else if (!one_in(10))
            input_grads[i] = one_in(3) ? NULL : new_array();
    }
    return one_in(20) ? (swnd_status)a_choice(10) : SWND_OK;
}

static swnd_status record_function(swnd_array *out) {
    const swnd_function function = {one_in(50) ? 0 : sizeof function, "mine", go_back, NULL, NULL};
    const array_list results = some_arrays(NULL), inputs = some_arrays(NULL);
    swnd_array made[MOST_INPUTS] = {NULL};
    swnd_status status = SWND_ERROR_VALUE;
    *out = NULL;
    /* `made` has room for so many. */
    if (results.count <= MOST_INPUTS) {
        status = swnd_autograd_record_function(made, &function, results.arrays, results.count,
                                               inputs.arrays, inputs.count, inputs.arrays,
                                               one_in(2) ? 0 : inputs.count);
        for (size_t i = 0; i < results.count; i++) {
            DEMAND(status == SWND_OK || made[i] == NULL);
            keep(made[i]);
        }
    } else {
        status = swnd_array_wait(NULL);
    }
    free(results.arrays);
    free(inputs.arrays);
    return status;
}

static swnd_status read_it(swnd_array *out) {
    *out = NULL;
    swnd_array array = an_array(NULL);
    if (array == NULL)
        return swnd_array_read(NULL, 0, NULL);
    const swnd_array_info info = described(array);
    static const size_t sizes[] = {4, 8, 2, 1, 4, 1, 8, 1};
    const size_t right = (size_t)info.count * sizes[info.dtype];
    const size_t size = one_in(10) ? right + below(3) - 1 : right;
    void *bytes = malloc(size < (1u << 30) ? size : 1);
    const swnd_status status = swnd_array_read(bytes, size, array);
    free(bytes);
    return status;
}

/* Through the bytes of a pickle, some of which may be wrong. */
static swnd_status save_and_load(swnd_array *out) {
    *out = NULL;
    swnd_array array = an_array(NULL);
    size_t size = 0;
    swnd_status status = swnd_save_record(NULL, &size, array);
    if (status != SWND_OK)
        return status;
    uint8_t *bytes = malloc(size);
    status = swnd_save_record(bytes, &size, array);
    if (status == SWND_OK) {
        if (!is_tame)
            bytes[below(size)] = (uint8_t)any();
        swnd_loaded loaded = NULL;
        status = swnd_load_record(&loaded, bytes, size);
        if (status == SWND_OK)
            status = swnd_loaded_array(out, loaded, is_tame ? 0 : below(2));
        swnd_loaded_release(loaded);
    }
    free(bytes);
    return status;
}

static const struct {
    const char *name;
    action call;
} actions[] = {{"index", index_it},
               {"at", element},
               {"assign", assign},
               {"assign_scalar", assign_scalar},
               {"assign to a part", assign_part},
               {"reshape", reshape},
               {"from_data", make},
               {"copy", copy},
               {"to_context", move},
               {"detach", detach},
               {"grad", gradient},
               {"attach_grad", attach},
               {"backward", backward},
               {"gradients", gradients},
               {"record_function", record_function},
               {"read", read_it},
               {"record", save_and_load}};

/* ---- One call after the other ---- */

static void check_failure(swnd_array *out, size_t count) {
    DEMAND(swnd_last_error()[0] != '\0');
    for (size_t i = 0; i < count; i++)
        DEMAND(out[i] == NULL);
}

static bool call_operator(void) {
    const size_t number = below(sizeof operators / sizeof *operators);
    report_subject = operators[number].name;
    swnd_array out[MOST_OUTPUTS] = {NULL};
    const size_t count = operators[number].is_several ? below(MOST_OUTPUTS + 1) : 1;
    const swnd_status status = operators[number].call(out, count);
    if (status != SWND_OK) {
        check_failure(out, count);
        return false;
    }
    for (size_t i = 0; i < count; i++)
        keep(out[i]);
    return true;
}

static bool call_other(void) {
    const size_t number = below(sizeof actions / sizeof *actions);
    report_subject = actions[number].name;
    swnd_array out = NULL;
    if (actions[number].call(&out) != SWND_OK) {
        check_failure(&out, 1);
        return false;
    }
    keep(out);
    return true;
}

/* The state that calls find: new arrays, modes, what waits. */
static void turn_over(unsigned long long number) {
    report_subject = "between the calls";
    if (number % 64 == 0)
        swnd_autograd_set_recording(NULL, one_in(2));
    if (number % 1024 == 0)
        fill_pool();
    if (number % 8 == 0) {
        const size_t place = below(POOL);
        swnd_array fresh = new_array();
        if (fresh != NULL) {
            swnd_array_release(pool[place]);
            pool[place] = fresh;
        }
    }
    if (one_in(100))
        swnd_wait_all();
}

int main(int count_of_arguments, char **arguments) {
    if (count_of_arguments != 3)
        return 2;
    const unsigned long long count = strtoull(arguments[1], NULL, 10);
    unsigned long long worked = 0;
    report_to_begin(strtoull(arguments[2], NULL, 10));
    seed(report_seed);
    DEMAND(swnd_memory_set_limit(NULL, LIMIT) == SWND_OK);
    swnd_engine_stats before, after;
    before.struct_size = after.struct_size = sizeof before;
    swnd_random_seed(1);
    DEMAND(swnd_engine_read_stats(&before) == SWND_OK);
    for (report_number = 0; report_number < count; report_number++) {
        is_tame = one_in(2);
        turn_over(report_number);
        worked += one_in(4) ? call_other() : call_operator();
    }
    report_subject = "the end";
    swnd_autograd_set_recording(NULL, false);
    release_pool();
    swnd_wait_all();
    /* Nothing is left of all these arrays, graphs and errors, when helpers have let go of what they had. */
    for (int attempt = 0; attempt < 200; attempt++) {
        DEMAND(swnd_engine_read_stats(&after) == SWND_OK);
        if (after.bytes_in_use == before.bytes_in_use)
            break;
        usleep(10000);
    }
    if (after.bytes_in_use != before.bytes_in_use)
        fprintf(stderr, "%lld bytes are left\n",
                (long long)(after.bytes_in_use - before.bytes_in_use));
    DEMAND(after.bytes_in_use == before.bytes_in_use);
    printf("%llu calls, %llu worked\n", count, worked);
    /* If hardly any worked, nothing but the checks of arguments was tried. */
    return worked > count / 10 ? EXIT_SUCCESS : EXIT_FAILURE;
}

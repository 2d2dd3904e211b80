/* Indexing from C: views share memory, steps and arrays copy, writes reach the array, errors name it. */
#include "check.h"

static swnd_index at(int64_t position) {
    const swnd_index item = {SWND_INDEX_INTEGER, 0, position, 0, 0, NULL};
    return item;
}

static swnd_index slice(int64_t start, int64_t stop, int64_t step) {
    const swnd_index item = {SWND_INDEX_SLICE, 0, start, stop, step, NULL};
    return item;
}

static swnd_index all(void) {
    return slice(SWND_NONE, SWND_NONE, SWND_NONE);
}

static swnd_index kind(int32_t kind) {
    const swnd_index item = {kind, 0, 0, 0, 0, NULL};
    return item;
}

static swnd_index by(swnd_array array) {
    swnd_index item = kind(SWND_INDEX_ARRAY);
    item.array = array;
    return item;
}

static swnd_index truth(bool value) {
    swnd_index item = kind(SWND_INDEX_TRUTH);
    item.start = value;
    return item;
}

enum { VIEW, COPY };

/* x[items] of a 3 x 4 array: its shape, and whether it is the array's memory. */
static void expect(int sort, size_t rank, const int64_t *shape, size_t count,
                   const swnd_index *items) {
    swnd_array x = counting(3, 4), part = NULL, back = NULL;
    OK(swnd_array_index(&part, x, items, count));
    CHECK(check_shape(part, shape, rank));
    OK(swnd_array_assign_scalar(part, -1));
    OK(swnd_array_index(&back, x, items, count));
    const int64_t elements = describe(part).count;
    float now[12];
    OK(swnd_array_read(now, (size_t)elements * sizeof *now, back));
    for (int64_t i = 0; i < elements; i++)
        CHECK((now[i] == -1) == (sort == VIEW));
    if (sort == VIEW) {
        OK(swnd_array_assign_scalar(x, 8));
        OK(swnd_array_read(now, (size_t)elements * sizeof *now, part));
        for (int64_t i = 0; i < elements; i++)
            CHECK(now[i] == 8);
    }
    release(&x);
    release(&part);
    release(&back);
}

#define EXPECT(sort, shape, ...)                                                                   \
    do {                                                                                           \
        const int64_t shape_[] = shape;                                                            \
        const swnd_index items_[] = {__VA_ARGS__};                                                 \
        expect(sort, sizeof shape_ / sizeof *shape_, shape_, sizeof items_ / sizeof *items_,       \
               items_);                                                                            \
    } while (0)
#define S1(a) {a}
#define S2(a, b) {a, b}
#define S3(a, b, c) {a, b, c}

static void parts_that_lie_together_are_views(void) {
    EXPECT(VIEW, S1(4), at(1));
    EXPECT(VIEW, S1(4), at(-1));
    EXPECT(VIEW, S1(1), at(1), at(2));
    EXPECT(VIEW, S2(2, 4), slice(1, 3, 1));
    EXPECT(VIEW, S2(3, 4), all());
    EXPECT(VIEW, S2(3, 4), all(), all());
    EXPECT(VIEW, S1(2), at(1), slice(1, 3, 1));
    EXPECT(VIEW, S2(1, 2), slice(1, 2, 1), slice(1, 3, 1));
    EXPECT(VIEW, S2(1, 4), slice(0, 1, 2));
    EXPECT(VIEW, S2(3, 4), kind(SWND_INDEX_ELLIPSIS));
    EXPECT(VIEW, S1(4), at(1), kind(SWND_INDEX_ELLIPSIS));
    EXPECT(VIEW, S3(1, 3, 4), kind(SWND_INDEX_NEW_AXIS));
    EXPECT(VIEW, S2(1, 4), at(1), kind(SWND_INDEX_NEW_AXIS));
    EXPECT(VIEW, S2(0, 4), slice(2, 2, 1));
    EXPECT(VIEW, S2(2, 4), slice(1, 99, 1));
    expect(VIEW, 2, (const int64_t[]){3, 4}, 0, NULL);
}

static void other_parts_are_copies(void) {
    EXPECT(COPY, S2(3, 1), all(), slice(1, 2, 1));
    EXPECT(COPY, S1(3), all(), at(1));
    EXPECT(COPY, S2(2, 4), slice(SWND_NONE, SWND_NONE, 2));
    EXPECT(COPY, S2(3, 4), slice(SWND_NONE, SWND_NONE, -1));
    EXPECT(COPY, S1(3), kind(SWND_INDEX_ELLIPSIS), at(1));
    EXPECT(COPY, S2(2, 2), slice(0, 2, 1), slice(0, 2, 1));
}

static void values_are_those_selected(void) {
    swnd_array x = counting(3, 4), y = NULL;
    const swnd_index backwards[] = {slice(SWND_NONE, SWND_NONE, -2), slice(1, SWND_NONE, 2)};
    OK(swnd_array_index(&y, x, backwards, 2));
    SHAPE(y, 2, 2);
    VALUES(y, 9, 11, 1, 3);
    release(&y);
    const swnd_index corner[] = {at(-1), at(-1)};
    OK(swnd_array_index(&y, x, corner, 2));
    SHAPE(y, 1);
    VALUES(y, 11);
    release(&y);
    release(&x);
}

static void views_of_views_reach_the_array(void) {
    swnd_array x = counting(3, 4), rows = NULL, row = NULL, flat = NULL;
    const swnd_index last_two[] = {slice(1, 3, 1)}, first[] = {at(0)};
    OK(swnd_array_index(&rows, x, last_two, 1));
    OK(swnd_array_index(&row, rows, first, 1));
    OK(swnd_array_assign_scalar(row, -1));
    VALUES(x, 0, 1, 2, 3, -1, -1, -1, -1, 8, 9, 10, 11);
    const int64_t eight[] = {8};
    OK(swnd_array_reshape(&flat, rows, eight, 1, false));
    OK(swnd_array_index_assign_scalar(flat, first, 1, 5));
    VALUES(row, 5, -1, -1, -1);
    release(&x);
    VALUES(flat, 5, -1, -1, -1, 8, 9, 10, 11);
    release(&rows);
    release(&row);
    release(&flat);
}

static void writes(void) {
    const float numbers[] = {-1, -2};
    swnd_array x = counting(3, 4), pair = vector(2, numbers);
    const swnd_index box[] = {slice(1, 3, 1), slice(0, 2, 1)};
    const swnd_index steps[] = {slice(SWND_NONE, SWND_NONE, 2), slice(SWND_NONE, SWND_NONE, 3)};
    OK(swnd_array_index_assign(x, box, 2, pair));
    VALUES(x, 0, 1, 2, 3, -1, -2, 6, 7, -1, -2, 10, 11);
    OK(swnd_array_index_assign_scalar(x, steps, 2, 50));
    VALUES(x, 50, 1, 2, 50, -1, -2, 6, 7, 50, -2, 10, 50);
    /* What is assigned is what it was before the write, also where both are the same memory. */
    swnd_array y = counting(1, 4), part = NULL;
    const swnd_index back[] = {all(), slice(SWND_NONE, SWND_NONE, -1)};
    const swnd_index front_three[] = {all(), slice(0, 3, 1)},
                     last_three[] = {all(), slice(1, 4, 1)};
    OK(swnd_array_index(&part, y, front_three, 2));
    OK(swnd_array_index_assign(y, last_three, 2, part));
    VALUES(y, 0, 0, 1, 2);
    OK(swnd_array_index_assign(y, back, 2, y));
    VALUES(y, 2, 1, 0, 0);
    /* A value that somebody else holds stays. */
    swnd_array kept = NULL;
    OK(swnd_array_copy(&kept, y));
    OK(swnd_array_index_assign_scalar(y, front_three, 2, 9));
    VALUES(kept, 2, 1, 0, 0);
    VALUES(y, 9, 9, 9, 0);
    release(&x);
    release(&pair);
    release(&y);
    release(&part);
    release(&kept);
}

static void one_integer_has_a_function_of_its_own(void) {
    swnd_array x = counting(3, 4), row = NULL, element = NULL;
    OK(swnd_array_at(&row, x, -1));
    SHAPE(row, 4);
    VALUES(row, 8, 9, 10, 11);
    OK(swnd_array_at(&element, row, 2));
    SHAPE(element, 1);
    OK(swnd_array_assign_scalar(element, -5));
    VALUES(row, 8, 9, -5, 11);
    release(&element);
    FAILS_EMPTY(&element, swnd_array_at(&element, x, 3), SWND_ERROR_INDEX, "index: 3 ");
    SAYS("(3, 4)");
    FAILS_EMPTY(&element, swnd_array_at(&element, x, -4), SWND_ERROR_INDEX, "index: -4 ");
    FAILS_EMPTY(&element, swnd_array_at(&element, x, INT64_MIN), SWND_ERROR_INDEX, "index: ");
    FAILS_EMPTY(&element, swnd_array_at(&element, x, INT64_MAX), SWND_ERROR_INDEX, "index: ");
    FAILS_EMPTY(&element, swnd_array_at(&element, NULL, 0), SWND_ERROR_TYPE, "index: ");
    FAILS(swnd_array_at(NULL, x, 0), SWND_ERROR_TYPE, "index: out");
    release(&x);
    release(&row);
}

static void wrong_arguments_are_errors(void) {
    swnd_array x = counting(3, 4), y = NULL, wide = counting(1, 5);
    const swnd_index out_of_range[] = {at(3)}, below[] = {at(-4)}, lowest[] = {at(INT64_MIN)};
    const swnd_index no_step[] = {slice(0, 1, 0)}, unknown[] = {kind(9)};
    const swnd_index three[] = {at(0), at(0), at(0)};
    const swnd_index dots[] = {kind(SWND_INDEX_ELLIPSIS), kind(SWND_INDEX_ELLIPSIS)};
    const swnd_index row[] = {at(0)};
    swnd_index axes[10];
    for (size_t i = 0; i < 10; i++)
        axes[i] = kind(SWND_INDEX_NEW_AXIS);
    FAILS_EMPTY(&y, swnd_array_index(&y, x, out_of_range, 1), SWND_ERROR_INDEX, "index: 3 ");
    SAYS("(3, 4)");
    FAILS_EMPTY(&y, swnd_array_index(&y, x, below, 1), SWND_ERROR_INDEX, "index: -4 ");
    FAILS_EMPTY(&y, swnd_array_index(&y, x, lowest, 1), SWND_ERROR_INDEX, "index: ");
    FAILS_EMPTY(&y, swnd_array_index(&y, x, no_step, 1), SWND_ERROR_VALUE, "index: ");
    FAILS_EMPTY(&y, swnd_array_index(&y, x, unknown, 1), SWND_ERROR_TYPE, "index: ");
    FAILS_EMPTY(&y, swnd_array_index(&y, x, three, 3), SWND_ERROR_INDEX, "index: 3 indices");
    FAILS_EMPTY(&y, swnd_array_index(&y, x, dots, 2), SWND_ERROR_INDEX, "index: ");
    FAILS_EMPTY(&y, swnd_array_index(&y, x, axes, 10), SWND_ERROR_INDEX, "index: ");
    FAILS_EMPTY(&y, swnd_array_index(&y, x, NULL, 1), SWND_ERROR_INDEX, "index: ");
    FAILS_EMPTY(&y, swnd_array_index(&y, x, row, SIZE_MAX), SWND_ERROR_INDEX, "index: ");
    FAILS_EMPTY(&y, swnd_array_index(&y, NULL, row, 1), SWND_ERROR_TYPE, "index: ");
    FAILS(swnd_array_index(NULL, x, row, 1), SWND_ERROR_TYPE, "index: out");
    FAILS(swnd_array_index_assign(x, row, 1, wide), SWND_ERROR_VALUE, "assign: ");
    SAYS("(1, 5)");
    SAYS("(4,)");
    FAILS(swnd_array_index_assign(x, row, 1, NULL), SWND_ERROR_TYPE, "assign: source");
    FAILS(swnd_array_index_assign(NULL, row, 1, x), SWND_ERROR_TYPE, "assign: array");
    FAILS(swnd_array_index_assign_scalar(NULL, row, 1, 0), SWND_ERROR_TYPE, "assign: array");
    FAILS(swnd_array_index_assign_scalar(x, out_of_range, 1, 0), SWND_ERROR_INDEX, "index: 3 ");
    VALUES(x, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    release(&x);
    release(&wide);
}

static void arrays_and_masks(void) {
    swnd_array x = counting(3, 4), y = NULL, mask = NULL, none = NULL;
    const float numbers[] = {2, 0, -1}, fours[] = {3, 1, 0};
    swnd_array rows = vector(3, numbers), columns = vector(3, fours);

    const swnd_index both[] = {by(rows), by(columns)};
    OK(swnd_array_index(&y, x, both, 2));
    SHAPE(y, 3);
    VALUES(y, 11, 1, 8);
    release(&y);
    const swnd_index mixed[] = {by(rows), slice(0, 2, 1)};
    OK(swnd_array_index(&y, x, mixed, 2));
    SHAPE(y, 3, 2);
    VALUES(y, 8, 9, 0, 1, 8, 9);
    release(&y);

    OK(swnd_greater_scalar(&mask, x, 8));
    CHECK(swnd_array_is_mask(mask));
    CHECK(!swnd_array_is_mask(x));
    CHECK(!swnd_array_is_mask(NULL));
    const swnd_index where[] = {by(mask)};
    OK(swnd_array_index(&y, x, where, 1));
    VALUES(y, 9, 10, 11);
    OK(swnd_array_index_assign_scalar(x, where, 1, -1));
    VALUES(x, 0, 1, 2, 3, 4, 5, 6, 7, 8, -1, -1, -1);
    OK(swnd_array_index_assign(x, where, 1, y));
    VALUES(x, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    OK(swnd_array_index_assign(x, both, 2, columns));
    VALUES(x, 0, 1, 2, 3, 4, 5, 6, 7, 0, 9, 10, 3);
    release(&y);

    const swnd_index no[] = {truth(false)}, yes[] = {truth(true)};
    OK(swnd_array_index(&y, x, no, 1));
    SHAPE(y, 0, 3, 4);
    release(&y);
    OK(swnd_array_index(&y, x, yes, 1));
    SHAPE(y, 1, 3, 4);
    release(&y);

    const float far[] = {0, 3};
    swnd_array outside = vector(2, far);
    const swnd_index wrong[] = {by(outside)}, missing[] = {by(none)};
    const swnd_index uneven[] = {by(rows), by(outside)}, late[] = {all(), by(mask)};
    FAILS_EMPTY(&y, swnd_array_index(&y, x, wrong, 1), SWND_ERROR_INDEX,
                "index: 3 is out of range");
    SAYS("axis 0 with length 3");
    FAILS(swnd_array_index_assign(x, wrong, 1, x), SWND_ERROR_INDEX, "index: 3 ");
    FAILS_EMPTY(&y, swnd_array_index(&y, x, uneven, 2), SWND_ERROR_INDEX, "index: arrays of ind");
    FAILS_EMPTY(&y, swnd_array_index(&y, x, late, 2), SWND_ERROR_INDEX, "index: 3 indices");
    FAILS_EMPTY(&y, swnd_array_index(&y, x, missing, 1), SWND_ERROR_TYPE, "index: item 0 is NULL");
    FAILS(swnd_array_index_assign(x, both, 2, x), SWND_ERROR_VALUE, "assign: (3, 4)");
    release(&outside);
    release(&mask);
    release(&rows);
    release(&columns);
    release(&x);
}

int main(void) {
    arrays_and_masks();
    parts_that_lie_together_are_views();
    other_parts_are_copies();
    values_are_those_selected();
    views_of_views_reach_the_array();
    writes();
    one_integer_has_a_function_of_its_own();
    wrong_arguments_are_errors();
    return check_result();
}

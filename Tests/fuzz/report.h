/* What stands at the head of a report: where the program was. */
#ifndef REPORT_H
#define REPORT_H

#include <sanitizer/common_interface_defs.h>
#include <stdio.h>
#include <unistd.h>

static unsigned long long report_seed, report_number;
static const char *report_subject = "";

static inline void report_place(void) {
    char text[200];
    const int length = snprintf(text, sizeof text, "seed %llu, number %llu: %s\n", report_seed,
                                report_number, report_subject);
    if (write(STDERR_FILENO, text, (size_t)length) < 0)
        return;
}

/* Checks of Swift end in an illegal instruction: reported like anything else. */
const char *__asan_default_options(void) {
    return "handle_sigill=1:handle_abort=1:handle_sigfpe=1:allocator_may_return_null=1:"
           "detect_leaks=0:detect_stack_use_after_return=0";
}

static inline void report_to_begin(unsigned long long seed) {
    report_seed = seed;
    __sanitizer_set_death_callback(report_place);
}

#define DEMAND(condition)                                                                          \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: %s\n    last error: %s\n", __FILE__, __LINE__, #condition,     \
                    swnd_last_error());                                                            \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

#endif

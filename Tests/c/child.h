/* Child processes: for the tests of fork and exit. */
#ifndef CHILD_H
#define CHILD_H

#include <signal.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "check.h"

static inline void sleep_microseconds(long count) {
    const struct timespec time = {count / 1000000, count % 1000000 * 1000};
    nanosleep(&time, NULL);
}

/* Whether the child ends by itself, with status 0, before the time is over; then it is killed. */
static inline bool ends_well(pid_t child, int seconds) {
    int status = 0;
    for (int waited = 0; waited < seconds * 2000; waited++) {
        if (waitpid(child, &status, WNOHANG) == child) {
            if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
                return true;
            if (WIFSIGNALED(status))
                fprintf(stderr, "    a child was ended by signal %d\n", WTERMSIG(status));
            else
                fprintf(stderr, "    a child ended with %d\n", WEXITSTATUS(status));
            return false;
        }
        sleep_microseconds(500);
    }
    fprintf(stderr, "    a child hung\n");
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    return false;
}

#endif

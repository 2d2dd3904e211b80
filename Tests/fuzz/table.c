/* Prints the table of operators: the library under AddressSanitizer cannot be loaded into Python. */
#include <stdio.h>
#include <swnd.h>

int main(void) { return puts(swnd_operator_table()) < 0; }

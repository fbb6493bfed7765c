#ifndef TANDEM_WIPE_H
#define TANDEM_WIPE_H

#include <stddef.h>
#include <stdint.h>

/// Overwrites `count` bytes with zeros; the optimiser cannot delete it.
void tandem_wipe(void *bytes, size_t count);

/// Compares two buffers in a time that depends on `count` only: 1 if equal, else 0.
int32_t tandem_equal(const void *left, const void *right, size_t count);

#endif

#include "tandem_wipe.h"

// A volatile store is a side effect, so it stays even when the memory is freed right after.
void tandem_wipe(void *bytes, size_t count) {
    volatile uint8_t *cursor = (volatile uint8_t *)bytes;
    while (count-- > 0) {
        *cursor++ = 0;
    }
}

int32_t tandem_equal(const void *left, const void *right, size_t count) {
    const volatile uint8_t *a = (const volatile uint8_t *)left;
    const volatile uint8_t *b = (const volatile uint8_t *)right;
    uint8_t difference = 0;
    for (size_t index = 0; index < count; index++) {
        difference |= (uint8_t)(a[index] ^ b[index]);
    }
    // 0 - 1 borrows into the high bits only when nothing differed.
    return (int32_t)((((uint32_t)difference - 1u) >> 8) & 1u);
}

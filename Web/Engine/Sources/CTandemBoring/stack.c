#include "tandem_stack.h"

#include <stddef.h>
#include <stdint.h>

// The lowest address of the stack, by the linker; it grows down to there.
extern uint8_t __stack_low;

__attribute__((noinline)) void tandem_wipe_stack(void) {
    uint8_t *top = __builtin_frame_address(0);
    __builtin_memset(&__stack_low, 0, (size_t)(top - &__stack_low));
}

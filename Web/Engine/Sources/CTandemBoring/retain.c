// Swift's counting of references, out of line.
//
// The compiler puts the body of `swift_retain` into every place that calls it; told that there is one thread, it
// calls these instead, which makes the engine a tenth smaller.

#include <stdint.h>

extern void *swift_retain(void *object);
extern void *swift_retain_n(void *object, uint32_t count);
extern void swift_release(void *object);
extern void swift_release_n(void *object, uint32_t count);

void *swift_nonatomic_retain(void *object) {
    return swift_retain(object);
}

void *swift_nonatomic_retain_n(void *object, uint32_t count) {
    return swift_retain_n(object, count);
}

void swift_nonatomic_release(void *object) {
    swift_release(object);
}

void swift_nonatomic_release_n(void *object, uint32_t count) {
    swift_release_n(object, count);
}

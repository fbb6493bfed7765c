// What the C library, Swift and BoringSSL ask of an operating system, given by the one function that the
// engine imports. There are no files, no clock and no output.

#include "tandem_boring.h"

#include <stdio.h>

/// Fills `count` bytes from the browser's cryptographic generator; the host may take them in pieces.
__attribute__((import_module("env"), import_name("random_bytes"))) extern void host_random_bytes(
    void *out, size_t count);

void tandem_random(void *out, size_t count) {
    host_random_bytes(out, count);
}

// Swift seeds the hashing of its dictionaries with this.
void arc4random_buf(void *out, size_t count) {
    host_random_bytes(out, count);
}

// BoringSSL's own generator is seeded with these.
#define BORINGSSL(name) CCryptoBoringSSL_##name

void BORINGSSL(CRYPTO_init_sysrand)(void) {}

void BORINGSSL(CRYPTO_sysrand)(uint8_t *out, size_t count) {
    host_random_bytes(out, count);
}

void BORINGSSL(CRYPTO_sysrand_for_seed)(uint8_t *out, size_t count) {
    host_random_bytes(out, count);
}

int BORINGSSL(CRYPTO_sysrand_if_available)(uint8_t *out, size_t count) {
    host_random_bytes(out, count);
    return 1;
}

// Before it gives up for good, BoringSSL writes a line to the error stream, under the name that
// script/build-boringssl gives to `fprintf`. Nobody would read it here.

FILE *BORINGSSL(CRYPTO_get_stderr)(void) {
    return NULL;
}

int tandem_discard_line(FILE *stream, const char *format, ...) {
    (void)stream, (void)format;
    return 0;
}

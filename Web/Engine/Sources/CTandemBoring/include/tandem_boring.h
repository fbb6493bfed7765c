#ifndef TANDEM_BORING_H
#define TANDEM_BORING_H

// What the engine needs of BoringSSL, in terms of bytes and lengths only.
//
// Functions that return `int32_t` return 1 for success and 0 for failure; on failure the output
// holds nothing secret. Contexts are made, used and cleaned up inside one call.

#include <stddef.h>
#include <stdint.h>

/// The numbers of the hash functions.
enum { TANDEM_SHA256 = 0, TANDEM_SHA384 = 1, TANDEM_SHA512 = 2 };

/// The numbers of the AEAD algorithms, as in RFC 9180 §7.3.
enum { TANDEM_AES_128_GCM = 1, TANDEM_AES_256_GCM = 2, TANDEM_CHACHA20_POLY1305 = 3 };

/// The numbers of the KEMs, as in RFC 9180 §7.1.
enum { TANDEM_X25519 = 0x20 };

/// Bytes that are only read.
typedef struct {
    const void *bytes;
    size_t count;
} tandem_input;

/// Fills `out` from the host's cryptographic generator.
void tandem_random(void *out, size_t count);

/// Digests `data`; `out` has room for the hash's length.
void tandem_hash(int32_t hash, tandem_input data, void *out);

/// Authenticates `data` under `key`; `out` has room for the hash's length.
void tandem_hmac(int32_t hash, tandem_input key, tandem_input data, void *out);

/// HKDF-Extract; `out` has room for the hash's length.
void tandem_hkdf_extract(int32_t hash, tandem_input salt, tandem_input ikm, void *out);

/// HKDF-Expand of `count` bytes; fails if that is more than 255 times the hash's length.
int32_t tandem_hkdf_expand(
    int32_t hash, tandem_input prk, tandem_input info, void *out, size_t count);

/// Seals; `out` has room for the plaintext and 16 bytes of tag.
int32_t tandem_aead_seal(
    int32_t aead, tandem_input key, tandem_input nonce, tandem_input data, tandem_input plaintext,
    void *out);

/// Opens; `out` has room for the ciphertext without the 16 bytes of its tag.
int32_t tandem_aead_open(
    int32_t aead, tandem_input key, tandem_input nonce, tandem_input data, tandem_input ciphertext,
    void *out);

/// The 32-byte Ed25519 public key of a 32-byte seed.
void tandem_ed25519_public(const void *seed, void *public_key);

/// Signs under a 32-byte seed; `out` has room for 64 bytes.
int32_t tandem_ed25519_sign(const void *seed, tandem_input message, void *out);

/// Checks a 64-byte signature under a 32-byte public key.
int32_t tandem_ed25519_verify(
    const void *public_key, const void *signature, tandem_input message);

/// The 32-byte X25519 public key of a 32-byte private key.
void tandem_x25519_public(const void *private_key, void *public_key);

/// HPKE, base mode, one message. `encapsulated` has room for the KEM's `Nenc`, `out` for the plaintext and 16
/// bytes of tag.
int32_t tandem_hpke_seal(
    int32_t kem, int32_t aead, tandem_input public_key, tandem_input info, tandem_input data,
    tandem_input plaintext, void *encapsulated, size_t encapsulated_count, void *out);

/// Why `tandem_hpke_open` failed, when it did: the key or the encapsulation is not of the KEM.
enum { TANDEM_HPKE_MALFORMED = -1 };

/// Opens what `tandem_hpke_seal` made: 1, or 0 for a wrong tag, or `TANDEM_HPKE_MALFORMED`. `out` has room for
/// the ciphertext without the 16 bytes of its tag.
int32_t tandem_hpke_open(
    int32_t kem, int32_t aead, tandem_input private_key, tandem_input encapsulated,
    tandem_input info, tandem_input data, tandem_input ciphertext, void *out);

/// HPKE's exporter at the sender; `encapsulated` has room for the KEM's `Nenc`.
int32_t tandem_hpke_send_export(
    int32_t kem, int32_t aead, tandem_input public_key, tandem_input info, tandem_input context,
    void *encapsulated, size_t encapsulated_count, void *out, size_t count);

/// HPKE's exporter at the receiver.
int32_t tandem_hpke_receive_export(
    int32_t kem, int32_t aead, tandem_input private_key, tandem_input encapsulated,
    tandem_input info, tandem_input context, void *out, size_t count);

#endif

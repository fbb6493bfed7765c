#include "tandem_boring.h"

#include <CCryptoBoringSSL_aead.h>
#include <CCryptoBoringSSL_curve25519.h>
#include <CCryptoBoringSSL_digest.h>
#include <CCryptoBoringSSL_hkdf.h>
#include <CCryptoBoringSSL_hmac.h>
#include <CCryptoBoringSSL_hpke.h>
#include <CCryptoBoringSSL_mem.h>

static const EVP_MD *digest_named(int32_t hash) {
    switch (hash) {
    case TANDEM_SHA384: return EVP_sha384();
    case TANDEM_SHA512: return EVP_sha512();
    default: return EVP_sha256();
    }
}

static const EVP_HPKE_AEAD *hpke_aead_named(int32_t aead) {
    switch (aead) {
    case TANDEM_AES_128_GCM: return EVP_hpke_aes_128_gcm();
    case TANDEM_AES_256_GCM: return EVP_hpke_aes_256_gcm();
    default: return EVP_hpke_chacha20_poly1305();
    }
}

static const EVP_AEAD *aead_named(int32_t aead) {
    return EVP_HPKE_AEAD_aead(hpke_aead_named(aead));
}

static const EVP_HPKE_KEM *kem_named(int32_t kem) {
    (void)kem;
    return EVP_hpke_x25519_hkdf_sha256();
}

// BoringSSL reads a null key as "the key of before"; an empty input is an empty key.
static const uint8_t *bytes_of(tandem_input input) {
    static const uint8_t nothing = 0;
    return input.count == 0 ? &nothing : (const uint8_t *)input.bytes;
}

// Hashes

void tandem_hash(int32_t hash, tandem_input data, void *out) {
    EVP_Digest(bytes_of(data), data.count, out, NULL, digest_named(hash), NULL);
}

void tandem_hmac(int32_t hash, tandem_input key, tandem_input data, void *out) {
    unsigned count;
    HMAC(digest_named(hash), bytes_of(key), key.count, bytes_of(data), data.count, out, &count);
}

void tandem_hkdf_extract(int32_t hash, tandem_input salt, tandem_input ikm, void *out) {
    size_t count;
    HKDF_extract(
        out, &count, digest_named(hash), bytes_of(ikm), ikm.count, bytes_of(salt), salt.count);
}

int32_t tandem_hkdf_expand(
    int32_t hash, tandem_input prk, tandem_input info, void *out, size_t count) {
    return HKDF_expand(
        out, count, digest_named(hash), bytes_of(prk), prk.count, bytes_of(info), info.count);
}

// AEAD

// The one length that the algorithm's keys and nonces have.
static int has_right_lengths(const EVP_AEAD *aead, tandem_input key, tandem_input nonce) {
    return key.count == EVP_AEAD_key_length(aead) && nonce.count == EVP_AEAD_nonce_length(aead);
}

int32_t tandem_aead_seal(
    int32_t algorithm, tandem_input key, tandem_input nonce, tandem_input data,
    tandem_input plaintext, void *out) {
    const EVP_AEAD *aead = aead_named(algorithm);
    EVP_AEAD_CTX context;
    if (!has_right_lengths(aead, key, nonce) ||
        !EVP_AEAD_CTX_init(&context, aead, key.bytes, key.count, 16, NULL)) {
        return 0;
    }
    size_t count;
    int sealed = EVP_AEAD_CTX_seal(
        &context, out, &count, plaintext.count + 16, nonce.bytes, nonce.count,
        bytes_of(plaintext), plaintext.count, bytes_of(data), data.count);
    EVP_AEAD_CTX_cleanup(&context);
    OPENSSL_cleanse(&context, sizeof(context));
    return sealed;
}

int32_t tandem_aead_open(
    int32_t algorithm, tandem_input key, tandem_input nonce, tandem_input data,
    tandem_input ciphertext, void *out) {
    const EVP_AEAD *aead = aead_named(algorithm);
    EVP_AEAD_CTX context;
    if (ciphertext.count < 16 || !has_right_lengths(aead, key, nonce) ||
        !EVP_AEAD_CTX_init(&context, aead, key.bytes, key.count, 16, NULL)) {
        return 0;
    }
    size_t count;
    int opened = EVP_AEAD_CTX_open(
        &context, out, &count, ciphertext.count - 16, nonce.bytes, nonce.count,
        ciphertext.bytes, ciphertext.count, bytes_of(data), data.count);
    EVP_AEAD_CTX_cleanup(&context);
    OPENSSL_cleanse(&context, sizeof(context));
    return opened;
}

// Curves

void tandem_ed25519_public(const void *seed, void *public_key) {
    uint8_t pair[ED25519_PRIVATE_KEY_LEN];
    ED25519_keypair_from_seed(public_key, pair, seed);
    OPENSSL_cleanse(pair, sizeof(pair));
}

int32_t tandem_ed25519_sign(const void *seed, tandem_input message, void *out) {
    uint8_t public_key[ED25519_PUBLIC_KEY_LEN];
    uint8_t pair[ED25519_PRIVATE_KEY_LEN];
    ED25519_keypair_from_seed(public_key, pair, seed);
    int signed_ = ED25519_sign(out, bytes_of(message), message.count, pair);
    OPENSSL_cleanse(pair, sizeof(pair));
    return signed_;
}

int32_t tandem_ed25519_verify(
    const void *public_key, const void *signature, tandem_input message) {
    return ED25519_verify(bytes_of(message), message.count, signature, public_key);
}

void tandem_x25519_public(const void *private_key, void *public_key) {
    X25519_public_from_private(public_key, private_key);
}

// HPKE

static int setup_sender(
    EVP_HPKE_CTX *context, int32_t kem, int32_t aead, tandem_input public_key, tandem_input info,
    void *encapsulated, size_t encapsulated_count) {
    EVP_HPKE_CTX_zero(context);
    size_t count;
    return EVP_HPKE_CTX_setup_sender(
               context, encapsulated, &count, encapsulated_count, kem_named(kem),
               EVP_hpke_hkdf_sha256(), hpke_aead_named(aead), bytes_of(public_key),
               public_key.count, bytes_of(info), info.count) &&
        count == encapsulated_count;
}

static int setup_recipient(
    EVP_HPKE_CTX *context, int32_t kem, int32_t aead, tandem_input private_key,
    tandem_input encapsulated, tandem_input info) {
    EVP_HPKE_CTX_zero(context);
    EVP_HPKE_KEY key;
    EVP_HPKE_KEY_zero(&key);
    int ready =
        EVP_HPKE_KEY_init(&key, kem_named(kem), bytes_of(private_key), private_key.count) &&
        EVP_HPKE_CTX_setup_recipient(
            context, &key, EVP_hpke_hkdf_sha256(), hpke_aead_named(aead), bytes_of(encapsulated),
            encapsulated.count, bytes_of(info), info.count);
    EVP_HPKE_KEY_cleanup(&key);
    OPENSSL_cleanse(&key, sizeof(key));
    return ready;
}

static void clean_up(EVP_HPKE_CTX *context) {
    EVP_HPKE_CTX_cleanup(context);
    OPENSSL_cleanse(context, sizeof(*context));
}

int32_t tandem_hpke_seal(
    int32_t kem, int32_t aead, tandem_input public_key, tandem_input info, tandem_input data,
    tandem_input plaintext, void *encapsulated, size_t encapsulated_count, void *out) {
    EVP_HPKE_CTX context;
    size_t count;
    int sealed =
        setup_sender(&context, kem, aead, public_key, info, encapsulated, encapsulated_count) &&
        EVP_HPKE_CTX_seal(
            &context, out, &count, plaintext.count + 16, bytes_of(plaintext), plaintext.count,
            bytes_of(data), data.count);
    clean_up(&context);
    return sealed;
}

int32_t tandem_hpke_open(
    int32_t kem, int32_t aead, tandem_input private_key, tandem_input encapsulated,
    tandem_input info, tandem_input data, tandem_input ciphertext, void *out) {
    EVP_HPKE_CTX context;
    size_t count;
    int32_t outcome = TANDEM_HPKE_MALFORMED;
    if (setup_recipient(&context, kem, aead, private_key, encapsulated, info)) {
        outcome = ciphertext.count >= 16 &&
            EVP_HPKE_CTX_open(
                &context, out, &count, ciphertext.count - 16, ciphertext.bytes, ciphertext.count,
                bytes_of(data), data.count);
    }
    clean_up(&context);
    return outcome;
}

int32_t tandem_hpke_send_export(
    int32_t kem, int32_t aead, tandem_input public_key, tandem_input info, tandem_input exporter,
    void *encapsulated, size_t encapsulated_count, void *out, size_t count) {
    EVP_HPKE_CTX context;
    int exported =
        setup_sender(&context, kem, aead, public_key, info, encapsulated, encapsulated_count) &&
        EVP_HPKE_CTX_export(&context, out, count, bytes_of(exporter), exporter.count);
    clean_up(&context);
    return exported;
}

int32_t tandem_hpke_receive_export(
    int32_t kem, int32_t aead, tandem_input private_key, tandem_input encapsulated,
    tandem_input info, tandem_input exporter, void *out, size_t count) {
    EVP_HPKE_CTX context;
    int exported =
        setup_recipient(&context, kem, aead, private_key, encapsulated, info) &&
        EVP_HPKE_CTX_export(&context, out, count, bytes_of(exporter), exporter.count);
    clean_up(&context);
    return exported;
}

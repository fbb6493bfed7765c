# Where the parts of the wasm toolchain are; sourced after common.sh, once script/setup has run.
# shellcheck shell=bash

# The Swift toolchain's folder with `bin` and `lib`, found by PATH, through links and swiftly's proxies.
swift_toolchain() {
    local info
    info="$(swift -print-target-info)" || fail "swift is not in PATH (Swift 6.3 is needed)"
    dirname "$(dirname "$(sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p' <<<"$info")")"
}

# The first existing file among the arguments.
first_file() {
    local file
    for file in "$@"; do
        if [[ -f "$file" ]]; then
            printf '%s\n' "$file"
            return
        fi
    done
    fail "not found: $* (run script/setup)"
}

SWIFT_TOOLCHAIN="$(swift_toolchain)"
WASM_CLANG="$SWIFT_TOOLCHAIN/bin/clang"
WASM_AR="$SWIFT_TOOLCHAIN/bin/llvm-ar"
WASM_LD="$SWIFT_TOOLCHAIN/bin/wasm-ld"
WASM_LIBC="$(first_file /usr/lib/wasm32-wasi/libc.a)"
WASM_BUILTINS="$(first_file /usr/lib/llvm-*/lib/clang/*/lib/wasi/libclang_rt.builtins-wasm32.a)"
WASM_UNICODE_TABLES="$(first_file \
    "$SWIFT_TOOLCHAIN"/lib/swift/embedded/wasm32-unknown-none-wasm/libswiftUnicodeDataTables.a)"

# What C and C++ are compiled with, before the optimisation level and the sources.
#
# SIMD and bulk memory are in every browser since 2023 (Safari 16.4); each function gets a section,
# so that the linker keeps only what is called.
WASM_C_FLAGS=(
    --target=wasm32-unknown-wasi -msimd128 -mbulk-memory
    -isystem /usr/include/wasm32-wasi
    -ffunction-sections -fdata-sections -fno-exceptions -DNDEBUG
)
WASM_CXX_FLAGS=(
    "${WASM_C_FLAGS[@]}" -std=c++17 -fno-rtti
    -nostdinc++ -isystem /usr/include/wasm32-wasi/c++/v1
)

# What every module is linked with: no entry point, an 256 KiB stack at the bottom of memory, so that an
# overflow traps instead of overwriting data.
WASM_LINK_FLAGS=(
    --no-entry --gc-sections --stack-first -z stack-size=262144
)

# What wasm-opt may use of WebAssembly, and its passes for the engine.
#
# The passes are those that make the module smaller *after* brotli, found one by one: -Oz and -Os make the file
# smaller, too, but its patterns repeat less, so that what is sent is 2 to 4 % larger than with these.
WASM_FEATURES=(
    --enable-simd --enable-bulk-memory --enable-mutable-globals --enable-sign-ext
    --enable-nontrapping-float-to-int
)
WASM_PASSES=(
    --duplicate-function-elimination --merge-similar-functions --dae-optimizing --reorder-locals
    --optimize-instructions --precompute --simplify-locals-nostructure --merge-blocks
    --remove-unused-brs --remove-unused-module-elements --duplicate-function-elimination --rse
    --vacuum --optimize-instructions --precompute
)

# Shared by the scripts of this folder; sourced, never run.
# shellcheck shell=bash

TANDEM_ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
export TANDEM_ROOT
TANDEM_VENV="$TANDEM_ROOT/.venv"
TANDEM_WASM="$TANDEM_ROOT/.wasm"

# Says what is going on, on the error stream, so that output stays clean for pipes.
note() {
    printf '\033[2m==>\033[0m %s\n' "$*" >&2
}

# Ends the script with a sentence that says what to do.
fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# Builds with SwiftPM.
#
# A cached manifest does not notice a file that is new in a package beside this one. A package's traits are a set,
# which comes in another order each time: the same flags then count as a change, and what needs them is built anew.
swift_build() {
    SWIFT_DETERMINISTIC_HASHING=1 swift build --disable-build-manifest-caching "$@"
}

# The digest of words and of the contents of files, to know whether something must be made again.
fingerprint() {
    local argument
    for argument in "$@"; do
        if [[ -f "$argument" ]]; then cat "$argument"; else printf '%s\n' "$argument"; fi
    done | sha256sum | cut -d' ' -f1
}

# Whether $1 already carries the stamp $2.
is_stamped() {
    [[ -f "$1" && "$(cat "$1")" == "$2" ]]
}

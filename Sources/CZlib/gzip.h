#include <zlib.h>

// deflateInit2 is a macro, which Swift does not see.
static inline int tandem_gzip_begin(z_stream *stream) {
    return deflateInit2(stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}

/// The UTF-8 of a text.
///
/// What `Array(text.utf8)` is, without the ways to read a text that somebody else stores, which
/// would come into the browser build with it.
@inline(never)
package func utf8Bytes(_ text: String) -> [UInt8] {
    let bytes = text.utf8.withContiguousStorageIfAvailable { Array($0) }
    guard let bytes else { preconditionFailure("labels are literals, which lie in one piece") }
    return bytes
}

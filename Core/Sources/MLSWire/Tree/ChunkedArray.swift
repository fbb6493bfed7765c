/// An array in pieces of its own copy-on-write: a copy that changes in a few places shares the rest.
///
/// Copying costs a sixty-fourth of the elements, changing one costs its piece. A commit changes the
/// nodes of one path, so this is what makes its cost grow with the logarithm of the group.
struct ChunkedArray<Element: Sendable>: Sendable {
    private static var shift: Int { 6 }
    private static var mask: Int { 1 << shift - 1 }

    private var chunks: [[Element]] = []

    /// How many elements there are.
    private(set) var count = 0

    init() {}

    subscript(index: Int) -> Element {
        get { chunks[index >> Self.shift][index & Self.mask] }
        set { chunks[index >> Self.shift][index & Self.mask] = newValue }
    }

    mutating func append(_ element: Element) {
        if count & Self.mask == 0 {
            chunks.append([])
        }
        chunks[count >> Self.shift].append(element)
        count += 1
    }

    /// Drops what lies behind the first `newCount` elements.
    mutating func truncate(to newCount: Int) {
        let chunkCount = (newCount + Self.mask) >> Self.shift
        chunks.removeLast(chunks.count - chunkCount)
        if let last = chunks.indices.last {
            chunks[last].removeLast(chunks[last].count - (newCount - (last << Self.shift)))
        }
        count = newCount
    }
}

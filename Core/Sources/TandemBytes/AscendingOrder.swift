/// The positions of `keys` in ascending order of their keys; equal ones stay as they are.
///
/// One function for all that is sorted: each type that is sorted by itself would cost the browser
/// build another two kilobytes.
@inline(never)
package func ascendingOrder(_ keys: [UInt64]) -> [Int] {
    var order: [Int] = []
    order.reserveCapacity(keys.count)
    for index in keys.indices { order.append(index) }
    order.sort { keys[$0] == keys[$1] ? $0 < $1 : keys[$0] < keys[$1] }
    return order
}

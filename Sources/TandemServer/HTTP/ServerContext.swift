internal import Hummingbird
internal import TandemDelivery

/// What a route knows of its request besides the request.
struct ServerContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The address at the other end of the connection.
    let address: NetworkAddress

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        address = NetworkAddress(source.channel.remoteAddress?.ipAddress ?? "")
    }
}

import MLSWire
import TandemProtocol

/// What this protocol adds to MLS leaves and groups.
///
/// Source: `docs/protocol.md`, In MLS.
enum TandemExtensions {
    /// What every device says it understands.
    static var capabilities: Capabilities {
        Capabilities(extensions: [.deviceCertificate, .conversationContext])
    }

    /// All extensions of a conversation's group context.
    static func groupExtensions(_ context: ConversationContext) -> [Extension] {
        [Extension(RequiredCapabilities.conversation), Extension(context)]
    }
}

public import MLSWire
internal import TandemBytes

extension ExtensionType {
    /// In a leaf: the device's certificate, `0xF0A0`.
    public static let deviceCertificate = ExtensionType(rawValue: 0xf0a0)
    /// In a group context: what the conversation is and who takes part, `0xF0A1`.
    public static let conversationContext = ExtensionType(rawValue: 0xf0a1)
}

extension DeviceCertificate: ExtensionContents {
    /// The type that announces a certificate in a leaf.
    public static var extensionType: ExtensionType { .deviceCertificate }
}

extension ConversationContext: ExtensionContents {
    /// The type that announces the context in a group.
    public static var extensionType: ExtensionType { .conversationContext }
}

extension RequiredCapabilities {
    /// What every conversation requires of its members.
    public static var conversation: RequiredCapabilities {
        RequiredCapabilities(extensionTypes: [.deviceCertificate, .conversationContext])
    }
}

extension [Extension] {
    /// The one value of an extension, or `nil` if it is missing or cannot be read.
    func readable<Contents: ExtensionContents>(_: Contents.Type = Contents.self) -> Contents? {
        guard let data = data(of: Contents.extensionType) else { return nil }
        do throws(DecodeError) {
            return try Contents(exactly: data)
        } catch {
            return nil
        }
    }
}

extension LeafNode {
    /// Whose leaf it is, as its credential claims; `nil` for a credential of another form.
    public var memberIdentity: MemberIdentity? {
        guard case .basic(let identity) = credential else { return nil }
        do throws(DecodeError) {
            return try MemberIdentity(exactly: identity)
        } catch {
            return nil
        }
    }
}

extension GroupContext {
    /// What the conversation is and who takes part; `nil` if it does not say.
    public var conversation: ConversationContext? { extensions.readable() }
}

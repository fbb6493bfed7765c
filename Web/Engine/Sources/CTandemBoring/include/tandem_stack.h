#ifndef TANDEM_STACK_H
#define TANDEM_STACK_H

/// Overwrites with zeros all of the stack that no caller is using: what finished functions left there, keys
/// included, which BoringSSL and Swift spill but do not clean up.
///
/// The exports that handle secrets call it last. The whole stack takes a few microseconds.
void tandem_wipe_stack(void);

#endif

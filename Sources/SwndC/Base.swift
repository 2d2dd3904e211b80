import CSwnd
import CIntrinsics
import SwndCore

@implementation @_cdecl("swnd_last_error")
public func swnd_last_error() -> UnsafePointer<CChar>! { LastError.text }

private var versionText: StaticString { "0.1.0" }

@implementation @_cdecl("swnd_version")
public func swnd_version() -> UnsafePointer<CChar>! { versionText.cString }

@implementation @_cdecl("swnd_isa")
public func swnd_isa() -> UnsafePointer<CChar>! { ci_isa() }

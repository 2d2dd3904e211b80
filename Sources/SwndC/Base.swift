import CSwnd
import CIntrinsics
import SwndCore

@implementation @_cdecl("swnd_last_error")
public func swnd_last_error() -> UnsafePointer<CChar>! { LastError.text }

private let versionText = ConstantText("0.1.0")

@implementation @_cdecl("swnd_version")
public func swnd_version() -> UnsafePointer<CChar>! { versionText.pointer }

private let isaText = ConstantText(String(cString: ci_isa()))

@implementation @_cdecl("swnd_isa")
public func swnd_isa() -> UnsafePointer<CChar>! { isaText.pointer }

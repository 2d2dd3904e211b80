import COpenCL
import CSystem
import Glibc
import SwndCore
import SwndEngine
import Synchronization

/// The devices that `gpu(0)`, `gpu(1)` ... stand for.
///
/// The loader is opened when the first of them is asked for.
public final class OpenCLDevices: Devices, @unchecked Sendable {
    private struct Found {
        let id: cl_device_id
        let facts: DeviceFacts
    }

    private let host: any Backend
    private var lock: UInt32 = 0
    private var isSearched = false
    private var library: OpenCLLibrary?
    private var found: [Found] = []
    /// Why there is none.
    private var failure: String?
    private var backends: [Int: OpenCLBackend] = [:]
    private let isOpened = Atomic<Bool>(false)

    private let atEnd: @Sendable () -> Void

    /// - Parameters:
    ///   - host: computes what has no kernel.
    ///   - atEnd: called at the end of a process that has loaded a driver, before the driver ends.
    public init(host: any Backend, atEnd: @escaping @Sendable () -> Void) {
        self.host = host
        self.atEnd = atEnd
    }

    /// How many devices there are. In the child of a fork, what was known before.
    public var count: Int {
        // Another thread of the parent may have held the lock.
        if OpenCLProcess.isForked { return found.count }
        return withLock {
            search()
            return found.count
        }
    }

    public func backend(for context: Context) throws(SwndError) -> any DeviceBackend {
        try openCL(context)
    }

    public var opened: [any DeviceBackend] {
        // In the child of a fork nobody may ask anything of the driver.
        guard isOpened.load(ordering: .acquiring), !OpenCLProcess.isForked else { return [] }
        return withLock { Array(backends.values) }
    }

    /// The back end of a device, as itself.
    public func openCL(_ context: Context) throws(SwndError) -> OpenCLBackend {
        try OpenCLProcess.check(context)
        let result: Result<OpenCLBackend, SwndError> = withLock { open(context) }
        return try result.get()
    }

    private func withLock<Result>(_ body: () -> Result) -> Result {
        csystem_lock(&lock)
        defer { csystem_unlock(&lock) }
        return body()
    }

    private func open(_ context: Context) -> Result<OpenCLBackend, SwndError> {
        let number = Int(context.index)
        if let backend = backends[number] { return .success(backend) }
        search()
        guard let library, found.indices.contains(number) else {
            let number = "\(found.count) such device" + (found.count == 1 ? "" : "s")
            let reason = failure ?? "OpenCL has \(number) (\(Self.choiceText))"
            return .failure(SwndError(.context, "\(context) is not there: \(reason)"))
        }
        do throws(SwndError) {
            let device = try OpenCLDevice(
                library, found[number].id, found[number].facts, name: context)
            let backend = OpenCLBackend(device, host: host)
            backends[number] = backend
            isOpened.store(true, ordering: .releasing)
            return .success(backend)
        } catch { return .failure(error) }
    }
}

/// Which devices count.
extension OpenCLDevices {
    /// What `SWND_OPENCL_DEVICE` asks for.
    private static var choice: String { Environment.openCLDevice ?? "gpu" }

    private static var choiceText: String {
        "SWND_OPENCL_DEVICE is '\(choice)'; 'gpu' takes GPUs only, 'cpu' processors, 'any' GPUs or"
            + " else processors, and other words a device of that name"
    }

    /// Looks for devices, once. Under the lock.
    private func search() {
        guard !isSearched else { return }
        isSearched = true
        guard Self.choice.lowercased() != "none" else {
            failure = Self.choiceText
            return
        }
        switch OpenCLLibrary.open() {
        case .failure(let error): failure = error.message
        case .success(let library):
            self.library = library
            OpenCLProcess.watchForks()
            let all = Self.all(library)
            OpenCLProcess.setEnd(atEnd)
            OpenCLProcess.watchEnd(after: .loading)
            let processors = all.filter(\.facts.isProcessor)
            let others = all.filter { !$0.facts.isProcessor }
            switch Self.choice.lowercased() {
            case "gpu": found = others
            case "cpu": found = processors
            case "any": found = others.isEmpty ? processors : others
            case let word:
                found = (others + processors).filter { device in
                    "\(device.facts.platform): \(device.facts.name)".lowercased()
                        .contains(word)
                }
            }
            guard found.isEmpty else { return }
            let names = all.map { "\($0.facts.platform): \($0.facts.name)" }
            failure =
                "OpenCL has "
                + (names.isEmpty
                    ? "no devices: install a driver for yours" : "no such device, but \(names)")
                + " (\(Self.choiceText))"
        }
    }

    private static func all(_ library: OpenCLLibrary) -> [Found] {
        var count = cl_uint(0)
        guard library.getPlatformIDs(0, nil, &count) == CL_SUCCESS, count > 0 else { return [] }
        var platforms = [cl_platform_id?](repeating: nil, count: Int(count))
        guard library.getPlatformIDs(count, &platforms, nil) == CL_SUCCESS else { return [] }
        let kinds = cl_device_type(
            COPENCL_DEVICE_TYPE_GPU | COPENCL_DEVICE_TYPE_ACCELERATOR
                | COPENCL_DEVICE_TYPE_CPU)
        var result: [Found] = []
        for case let platform? in platforms {
            var number = cl_uint(0)
            guard library.getDeviceIDs(platform, kinds, 0, nil, &number) == CL_SUCCESS else {
                continue
            }
            var devices = [cl_device_id?](repeating: nil, count: Int(number))
            guard library.getDeviceIDs(platform, kinds, number, &devices, nil) == CL_SUCCESS
            else { continue }
            for case let device? in devices {
                guard let facts = DeviceFacts(library, device, platform: platform) else { continue }
                result.append(Found(id: device, facts: facts))
            }
        }
        return result
    }
}

import SwndCore
import Testing

@Suite struct EnvironmentTests {
    @Test(arguments: [
        ("4096", 4096), ("512M", 512 << 20), ("2GiB", 2 << 30), ("1kb", 1024), ("0", 0),
        ("3t", 3 << 40),
    ])
    func bytesAreRead(text: String, expected: Int) throws {
        #expect(try Environment.Variable.memoryLimit.parse(text).get() == expected)
    }

    @Test(arguments: [
        "", "x", "-1", "1.5G", "9999999999999999999", "9999999999G", "4Q", "G", "4 G",
    ])
    func otherBytesAreProblems(text: String) {
        let problem = Environment.Variable.memoryLimit.problem(with: text)
        #expect(
            problem
                == "SWND_MEMORY_LIMIT=\(text) is ignored: expected a number of bytes such as 4G.")
    }

    @Test func threadCountsHaveARange() throws {
        let variable = Environment.Variable.threadCount
        #expect(try variable.parse("8").get() == 8)
        for text in ["0", "-2", "1025", "two", "1e3", ""] {
            #expect(variable.problem(with: text) != nil, "\(text)")
        }
    }

    @Test func choicesAreExact() {
        let variable = Environment.Variable.instructionSet
        #expect(variable.problem(with: "x86-64-v3") == nil)
        #expect(variable.problem(with: "avx2")?.contains("x86-64-v4") == true)
    }

    @Test func everyVariableIsListedOnceWithItsMeaning() {
        let names = Environment.Variable.all.map(\.name)
        #expect(Set(names).count == names.count)
        for variable in Environment.Variable.all {
            #expect(variable.name.hasPrefix("SWND_"))
            #expect(variable.meaning.hasSuffix(".") && variable.defaultMeaning.hasSuffix("."))
        }
    }
}

@Suite struct ControlGroupTests {
    @Test func unifiedGroupsAreWalkedToTheRoot() {
        let groups = ControlGroup.membership("0::/user.slice/job\n")
        #expect(
            groups.unified == [
                "/sys/fs/cgroup/user.slice/job", "/sys/fs/cgroup/user.slice", "/sys/fs/cgroup",
            ])
        #expect(groups.legacy(controller: "cpu").isEmpty)
    }

    @Test func legacyControllersMayShareAHierarchy() {
        let groups = ControlGroup.membership("4:cpu,cpuacct:/a\n3:memory:/\n1:name=systemd:/x:y\n")
        #expect(
            groups.legacy(controller: "cpu") == [
                "/sys/fs/cgroup/cpu/a", "/sys/fs/cgroup/cpu",
                "/sys/fs/cgroup/cpu,cpuacct/a", "/sys/fs/cgroup/cpu,cpuacct",
            ])
        #expect(groups.unified.isEmpty)
    }

    @Test func quotasAreRead() {
        #expect(ControlGroup.quota(ofMax: "150000 100000\n") == 1.5)
        #expect(ControlGroup.quota(ofMax: "max 100000\n") == nil)
        #expect(ControlGroup.quota(ofMax: "0 0") == nil)
        #expect(ControlGroup.leadingNumber("-1\n") == -1)
        #expect(ControlGroup.leadingNumber("max") == nil)
    }
}

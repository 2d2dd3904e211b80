import Swnd
import SwndCore
import Testing

/// Recording and training modes: nested, restored, one of each per thread.
@Suite struct ScopeTests {
    private struct Modes: Equatable {
        var isRecording = autograd.isRecording
        var isTraining = autograd.isTraining
    }

    private struct Stop: Error {}

    @Test func scopesNest() {
        #expect(Modes() == Modes(isRecording: false, isTraining: false))
        autograd.record {
            #expect(Modes() == Modes(isRecording: true, isTraining: true))
            autograd.pause {
                #expect(Modes() == Modes(isRecording: false, isTraining: false))
                autograd.record {
                    #expect(Modes() == Modes(isRecording: true, isTraining: true))
                }
                #expect(Modes() == Modes(isRecording: false, isTraining: false))
            }
            autograd.pause(trainMode: true) {
                #expect(Modes() == Modes(isRecording: false, isTraining: true))
            }
            autograd.predictMode {
                #expect(Modes() == Modes(isRecording: true, isTraining: false))
            }
            #expect(Modes() == Modes(isRecording: true, isTraining: true))
        }
        autograd.record(trainMode: false) {
            #expect(Modes() == Modes(isRecording: true, isTraining: false))
            autograd.trainMode {
                #expect(Modes() == Modes(isRecording: true, isTraining: true))
            }
        }
        autograd.trainMode { #expect(Modes() == Modes(isRecording: false, isTraining: true)) }
        #expect(Modes() == Modes(isRecording: false, isTraining: false))
    }

    @Test func modesAreRestoredAfterAnError() {
        #expect(throws: Stop.self) { try autograd.record { throw Stop() } }
        #expect(Modes() == Modes(isRecording: false, isTraining: false))
        autograd.record {
            #expect(throws: Stop.self) { try autograd.pause { throw Stop() } }
            #expect(throws: Stop.self) { try autograd.predictMode { throw Stop() } }
            #expect(Modes() == Modes(isRecording: true, isTraining: true))
        }
        #expect(throws: Stop.self) { try autograd.trainMode { throw Stop() } }
        #expect(Modes() == Modes(isRecording: false, isTraining: false))
    }

    @Test func scopesGiveResultsAndErrorsOfTheirBodies() throws {
        #expect(autograd.record { 3 } == 3)
        let x = try leaf([1, 2])
        let y = try autograd.record { try x * 2 }
        try expect(y, [2, 4])
        expectError(.value, "broadcast_add: ") {
            try autograd.record { try x + NDArray([1, 2, 3]) }
        }
    }

    @Test func modesCanBeSet() {
        autograd.isRecording = true
        autograd.isTraining = true
        #expect(Modes() == Modes(isRecording: true, isTraining: true))
        autograd.isRecording = false
        autograd.isTraining = false
        #expect(Modes() == Modes(isRecording: false, isTraining: false))
    }

    @Test func backwardLeavesTheModes() throws {
        let x = try leaf([1, 2])
        try autograd.record {
            let y = try x * x
            try y.backward(trainMode: false)
            #expect(Modes() == Modes(isRecording: true, isTraining: true))
            #expect(throws: SwndError.self) { try y.backward() }
            #expect(Modes() == Modes(isRecording: true, isTraining: true))
        }
        #expect(Modes() == Modes(isRecording: false, isTraining: false))
    }
}

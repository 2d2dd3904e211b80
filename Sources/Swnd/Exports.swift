// Shape, DType, Context and SwndError are part of what arrays say about themselves: whoever imports Swnd can name them.
@_exported import SwndCore

using TensorFlow;

namespace Keras.Tracing;

/// <summary>A weight as the function being written sees it: a value that can be read and replaced.</summary>
internal interface ITracedWeight
{
    /// <summary>The name with those of the owners.</summary>
    string Path { get; }

    /// <summary>The shape, fully known.</summary>
    Shape Shape { get; }

    /// <summary>The element type.</summary>
    DType DType { get; }
}

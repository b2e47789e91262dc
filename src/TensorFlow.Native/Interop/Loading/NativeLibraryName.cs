namespace TensorFlow.Interop;

/// <summary>
/// The names that the binding's native declarations give; <see cref="NativeLibraryResolver"/> knows the files behind them.
/// </summary>
internal static class NativeLibraryName
{
    public const string TensorFlow = "tensorflow";
}

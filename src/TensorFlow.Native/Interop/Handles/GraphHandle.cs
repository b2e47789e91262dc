namespace TensorFlow.Interop;

/// <summary>Owns a <c>TF_Graph</c>.</summary>
internal sealed class GraphHandle(nint native) : NativeHandle(native, Counter)
{
    private static readonly LiveObjectCounter Counter = LiveObjectCounter.For("TF_Graph");

    protected override void Release(nint native) => NativeMethods.TF_DeleteGraph(native);
}

namespace TensorFlow.Interop;

/// <summary>Owns a <c>TF_DeviceList</c>.</summary>
internal sealed class DeviceListHandle(nint native) : NativeHandle(native, Counter)
{
    private static readonly LiveObjectCounter Counter = LiveObjectCounter.For("TF_DeviceList");

    protected override void Release(nint native) => NativeMethods.TF_DeleteDeviceList(native);
}

using System.Text;
using TensorFlow.Interop;

namespace TensorFlow;

/// <content>Attributes, read back. Those left at their default have it.</content>
public readonly unsafe partial struct Operation
{
    internal bool GetBool(string attribute)
    {
        using StatusHandle status = new();
        byte value = 0;
        NativeMethods.TF_OperationGetAttrBool(Native, attribute, &value, status);
        Read(status, attribute);
        return value != 0;
    }

    internal long GetLong(string attribute)
    {
        using StatusHandle status = new();
        long value = 0;
        NativeMethods.TF_OperationGetAttrInt(Native, attribute, &value, status);
        Read(status, attribute);
        return value;
    }

    internal float GetFloat(string attribute)
    {
        using StatusHandle status = new();
        float value = 0;
        NativeMethods.TF_OperationGetAttrFloat(Native, attribute, &value, status);
        Read(status, attribute);
        return value;
    }

    internal DType GetType(string attribute)
    {
        using StatusHandle status = new();
        DType value = DType.Invalid;
        NativeMethods.TF_OperationGetAttrType(Native, attribute, &value, status);
        Read(status, attribute);
        return value;
    }

    internal string GetString(string attribute)
    {
        using StatusHandle status = new();
        AttributeMetadata metadata = NativeMethods.TF_OperationGetAttrMetadata(Native, attribute, status);
        Read(status, attribute);
        byte[] value = new byte[metadata.TotalSize];
        fixed (byte* bytes = value)
            NativeMethods.TF_OperationGetAttrString(Native, attribute, bytes, (nuint)value.Length, status);
        Read(status, attribute);
        return Encoding.UTF8.GetString(value);
    }

    internal long[] GetLongs(string attribute)
    {
        using StatusHandle status = new();
        AttributeMetadata metadata = NativeMethods.TF_OperationGetAttrMetadata(Native, attribute, status);
        Read(status, attribute);
        long[] values = new long[metadata.ListSize];
        fixed (long* list = values)
            NativeMethods.TF_OperationGetAttrIntList(Native, attribute, list, values.Length, status);
        Read(status, attribute);
        return values;
    }

    /// <summary>The value of an attribute that is a tensor; the caller disposes it.</summary>
    internal Tensor GetTensor(string attribute)
    {
        using StatusHandle status = new();
        nint value = 0;
        NativeMethods.TF_OperationGetAttrTensor(Native, attribute, &value, status);
        Read(status, attribute);
        return new(new TensorHandle(value));
    }

    private void Read(StatusHandle status, string attribute)
    {
        status.ThrowIfError($"read the attribute {attribute} of {this}");
        GC.KeepAlive(Graph);
    }
}

namespace Keras.Tests.Operations;

/// <summary>A parameter of a function of <see cref="Ops"/>; a span's type is that of an array.</summary>
internal sealed class OpParameter(string name, Type type, bool isParams = false, bool hasDefault = false, object? defaultValue = null)
{
    public string Name { get; } = name;

    public Type Type { get; } = type;

    public bool IsParams { get; } = isParams;

    public bool HasDefault { get; } = hasDefault;

    /// <summary>The default as the parameter's type.</summary>
    public object? Default
    {
        get;
    } = defaultValue is int number && (type == typeof(double) || type == typeof(double?)) ? (double)number : defaultValue;
}

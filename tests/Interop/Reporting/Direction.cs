namespace Keras.Interop.Reporting;

/// <summary>Which way a model goes.</summary>
internal static class Direction
{
    public const string FromKeras = "Keras -> .NET";
    public const string Returned = ".NET -> Keras -> .NET";
}

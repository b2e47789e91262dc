namespace Keras.Applications;

/// <summary>An architecture of <c>keras.applications</c>; for the library's own classes.</summary>
/// <typeparam name="TOptions">The arguments of its <c>Create</c>.</typeparam>
public interface IArchitecture<TOptions>
    where TOptions : ApplicationOptions
{
    /// <summary>The definition of its models.</summary>
    internal static abstract Architecture<TOptions> Definition { get; }
}

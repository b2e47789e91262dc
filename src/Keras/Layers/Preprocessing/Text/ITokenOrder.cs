namespace Keras.Layers;

/// <summary>An order of tokens with a number for each, so that most comparisons need not look at the tokens.</summary>
/// <typeparam name="T">The type of the tokens.</typeparam>
internal interface ITokenOrder<T> : IComparer<T>
{
    /// <summary>A number that is less for one token than for another only if the token comes before; equal numbers tell nothing.</summary>
    ulong Prefix(T token);
}

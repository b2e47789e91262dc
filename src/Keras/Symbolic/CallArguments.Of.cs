using System.Text.Json.Nodes;

namespace Keras;

/// <summary>Creates the arguments of a call, for layers whose inputs have roles.</summary>
/// <example>
/// <code>
/// public abstract class OwnAttention : Layer
/// {
///     public KerasTensor Apply(KerasTensor query, KerasTensor value, KerasTensor? attentionMask = null) =>
///         ApplyAll(CallArguments.Of&lt;KerasTensor&gt;(query, value).And("attention_mask", attentionMask))[0];
/// }
/// </code>
/// </example>
public static class CallArguments
{
    /// <summary>Creates positional arguments.</summary>
    /// <typeparam name="T">The type of the tensors.</typeparam>
    /// <param name="positional">The arguments in order, each a tensor, a list or a dictionary.</param>
    public static CallArguments<T> Of<T>(params ReadOnlySpan<Structure<T>> positional)
    {
        CallArgument<T>[] arguments = new CallArgument<T>[positional.Length];
        for (int i = 0; i < arguments.Length; i++)
            arguments[i] = CallArgument<T>.Of(positional[i]);
        return new(arguments);
    }

    /// <summary>Adds a named argument of one tensor; null adds nothing.</summary>
    /// <typeparam name="T">The type of the tensors.</typeparam>
    /// <param name="arguments">The other arguments.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <param name="tensor">The tensor.</param>
    public static CallArguments<T> And<T>(this CallArguments<T> arguments, string name, T? tensor)
        where T : class =>
        tensor is null ? Required(arguments) : Named(arguments, name, new CallArgument<T>.Leaf(tensor));

    /// <summary>Adds a named argument of tensors; null adds nothing.</summary>
    /// <typeparam name="T">The type of the tensors.</typeparam>
    /// <param name="arguments">The other arguments.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <param name="tensors">The tensor, the list or the dictionary.</param>
    public static CallArguments<T> And<T>(this CallArguments<T> arguments, string name, Structure<T>? tensors) =>
        tensors is null ? Required(arguments) : Named(arguments, name, CallArgument<T>.Of(tensors));

    /// <summary>Adds a named boolean argument; null adds nothing.</summary>
    /// <typeparam name="T">The type of the tensors.</typeparam>
    /// <param name="arguments">The other arguments.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <param name="flag">The boolean.</param>
    public static CallArguments<T> And<T>(this CallArguments<T> arguments, string name, bool? flag) =>
        flag is { } value ? Named(arguments, name, new CallArgument<T>.Constant(JsonValue.Create(value))) : Required(arguments);

    private static CallArguments<T> Named<T>(CallArguments<T> arguments, string name, CallArgument<T> value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new(Required(arguments).Positional, [.. arguments.Named, (name, value)]);
    }

    private static CallArguments<T> Required<T>(CallArguments<T> arguments) =>
        arguments ?? throw new ArgumentNullException(nameof(arguments));
}

using System.Text.Json.Nodes;

namespace Keras.Symbolic;

/// <summary>One argument of a call: a tensor, a list or dictionary of arguments, or a constant.</summary>
/// <typeparam name="T">The type of the tensors.</typeparam>
internal abstract record CallArgument<T>
{
    /// <summary>All tensors in Keras's order: dictionaries by name, ordinal.</summary>
    public abstract IEnumerable<T> Leaves { get; }

    public abstract CallArgument<TResult> Map<TResult>(Func<T, TResult> convert);

    /// <summary>The argument of a structure of tensors.</summary>
    public static CallArgument<T> Of(Structure<T> structure) => structure switch
    {
        { IsValue: true } => new Leaf(structure.Value),
        { Names: { } names } => new Dictionary([.. names.Zip(structure, (name, item) => (name, Of(item)))]),
        _ => new Sequence([.. structure.Select(Of)]),
    };

    /// <summary>A tensor.</summary>
    public sealed record Leaf(T Value) : CallArgument<T>
    {
        /// <summary>Whether this is a mask that came with an input, which nobody gave.</summary>
        public bool IsImplied { get; init; }

        public override IEnumerable<T> Leaves => [Value];

        public override string ToString() => $"{Value}";

        public override CallArgument<TResult> Map<TResult>(Func<T, TResult> convert) =>
            new CallArgument<TResult>.Leaf(convert(Value)) { IsImplied = IsImplied };
    }

    /// <summary>A list.</summary>
    public sealed record Sequence(IReadOnlyList<CallArgument<T>> Items) : CallArgument<T>
    {
        public override IEnumerable<T> Leaves => Items.SelectMany(i => i.Leaves);

        public override string ToString() => $"[{string.Join(", ", Items)}]";

        public override CallArgument<TResult> Map<TResult>(Func<T, TResult> convert) =>
            new CallArgument<TResult>.Sequence([.. Items.Select(i => i.Map(convert))]);
    }

    /// <summary>A dictionary, in order of insertion.</summary>
    public sealed record Dictionary(IReadOnlyList<(string Name, CallArgument<T> Item)> Items) : CallArgument<T>
    {
        public override string ToString() =>
            Items.Count == 0 ? "{}" : $"{{ {string.Join(", ", Items.Select(i => $"{i.Name}: {i.Item}"))} }}";

        public override IEnumerable<T> Leaves => Items.OrderBy(i => i.Name, StringComparer.Ordinal).SelectMany(i => i.Item.Leaves);

        public override CallArgument<TResult> Map<TResult>(Func<T, TResult> convert) =>
            new CallArgument<TResult>.Dictionary([.. Items.Select(i => (i.Name, i.Item.Map(convert)))]);
    }

    /// <summary>A number, a string, a boolean, null, or another object as Keras serializes it.</summary>
    public sealed record Constant(JsonNode? Json) : CallArgument<T>
    {
        /// <summary>Whether Keras recorded a default of the parameter, which nobody gave.</summary>
        public bool IsImplied { get; init; }

        public override IEnumerable<T> Leaves => [];

        public override string ToString() => Json?.ToJsonString() ?? "null";

        public override CallArgument<TResult> Map<TResult>(Func<T, TResult> convert) =>
            new CallArgument<TResult>.Constant(Json) { IsImplied = IsImplied };
    }
}

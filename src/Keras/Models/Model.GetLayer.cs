namespace Keras;

/// <content>Layers by name and position.</content>
public abstract partial class Model
{
    /// <summary>Gets the layer of a name.</summary>
    /// <param name="name">The layer's name: "dense_1".</param>
    /// <exception cref="UnknownNameException">No layer of the model has that name; the message lists the names.</exception>
    public Layer GetLayer(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Layers.FirstOrDefault(l => l.Name == name)
            ?? throw new UnknownNameException($"layer of the model '{Name}' named", name, [.. Layers.Select(l => l.Name)]);
    }

    /// <summary>Gets the layer at a position.</summary>
    /// <param name="index">The position in <see cref="Layers"/>; <c>^1</c> is the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">The model has no such layer.</exception>
    public Layer GetLayer(Index index)
    {
        int position = index.GetOffset(Layers.Count);
        return (uint)position < (uint)Layers.Count
            ? Layers[position]
            : throw new ArgumentOutOfRangeException(nameof(index), $"The model '{Name}' has {Layers.Count} layers, got index {index}.");
    }
}

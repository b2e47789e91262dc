using Keras.Regularizers;

namespace Keras;

/// <content>The arguments that every layer has.</content>
public abstract partial class Layer
{
    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        config.Set("name", Name).Set("trainable", Trainable).Set("dtype", DTypePolicy);
        if (ActivityRegularizer is not null)
            config.Set("activity_regularizer", ActivityRegularizer);
    }

    /// <summary>Takes from a config the arguments that every layer has; a class reads only its own.</summary>
    internal void ReadConfig(Config config)
    {
        if (config.GetString("name") is { } given)
            Rename(given);
        // Only its own: what is inside has a config of its own, and a model's says nothing beyond its layers'.
        bool isTrainable = config.GetBool("trainable", true);
        trainable = isTrainable || this is Model;
        if (config.Has("dtype"))
            dtypePolicy = DTypePolicy.FromConfig(config);
        activityRegularizer = config.GetObject("activity_regularizer", RegularizerRegistry.Instance) ?? activityRegularizer;
    }

    private void Rename(string value)
    {
        if (string.IsNullOrEmpty(value) || value.Contains('/', StringComparison.Ordinal))
            throw new ArgumentException($"A layer's name must not be empty or contain '/', got '{value}'.", nameof(value));
        AutoNames.Return(prefix, name);
        // A model that knows its input's shape is built before its name is set.
        foreach (Weight weight in Weights.Where(w => w.Path.StartsWith(name + '/', StringComparison.Ordinal)))
            weight.Path = value + weight.Path[name.Length..];
        name = value;
    }
}

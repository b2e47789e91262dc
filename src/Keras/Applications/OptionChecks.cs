namespace Keras.Applications;

/// <summary>Checks the arguments that all architectures have.</summary>
internal static class OptionChecks
{
    private static readonly string[] Poolings = ["avg", "max"];

    /// <exception cref="ArgumentException">An argument is unknown or does not go with the others.</exception>
    public static void Require(string name, ApplicationOptions options)
    {
        if (options.Pooling is { } pooling && !Poolings.Contains(pooling))
            throw new ArgumentException(
                $"{name}: there is no pooling '{pooling}'; {NearestNames.Hint(pooling, Poolings)}", nameof(options));
        WeightSource.Require(name, options);
        if (options.Classes < 1)
            throw new ArgumentException($"{name}: expected at least 1 class, got {options.Classes}.", nameof(options));
        if (!options.IncludeTop || options.Weights is null)
            return;
        if (options.Weights == ApplicationOptions.ImageNetWeights && options.Classes != ApplicationOptions.ImageNetClasses)
            throw new ArgumentException(
                $"{name}: the weights of ImageNet have a classifier of {ApplicationOptions.ImageNetClasses} classes, got Classes = "
                + $"{options.Classes}; set IncludeTop = false and add a Dense layer of {options.Classes}, or set Weights = null.",
                nameof(options));
        if (options.ClassifierActivation is { Name: not ("softmax" or "linear") } other)
            throw new ArgumentException(
                $"{name}: a classifier with given weights ends in softmax, or in null for logits, got the activation '{other.Name}'; "
                + "set ClassifierActivation = null and apply it afterwards.", nameof(options));
    }
}

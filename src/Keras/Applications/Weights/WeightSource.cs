namespace Keras.Applications;

/// <summary>Gives a new model its weights: random ones, those of a file, or those of ImageNet.</summary>
internal static class WeightSource
{
    private static readonly string[] Names = [ApplicationOptions.ImageNetWeights];

    /// <summary>Builds the model and loads the weights; a file that is not there is told before anything is built.</summary>
    public static Model Load(ApplicationOptions options, Func<Model> build, Func<WeightFile> imageNet) =>
        options.Weights switch
        {
            null => build(),
            ApplicationOptions.ImageNetWeights => Read(imageNet().Get(options.Progress), options, build),
            _ => Read(options.Weights, options, build),
        };

    /// <exception cref="ArgumentException">Nothing has the name.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static void Require(string name, ApplicationOptions options)
    {
        if (options.Weights is not { } weights || Names.Contains(weights) || File.Exists(weights) || Directory.Exists(weights))
            return;
        if (weights.AsSpan().IndexOfAny('/', '\\', '.') < 0)
            throw new ArgumentException(
                $"{name}: there are no weights '{weights}' and no file of that name; {NearestNames.Hint(weights, Names)}", nameof(options));
        throw new FileNotFoundException(
            $"{name}: there is no file of weights '{weights}'; give the path of a .weights.h5, .h5 or .keras file, or "
            + $"'{ApplicationOptions.ImageNetWeights}'.", weights);
    }

    // The file has the values: none are drawn before.
    private static Model Read(string path, ApplicationOptions options, Func<Model> build)
    {
        Model model;
        using (new DeferredInitialization())
            model = build();
        try
        {
            model.LoadWeights(path);
            WeightInitialization.Run([.. model.State]);
            return model;
        }
        catch
        {
            // Layers before a given tensor are the caller's.
            if (options.InputTensor is null)
                model.Dispose();
            throw;
        }
    }
}

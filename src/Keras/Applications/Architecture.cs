using Keras.Layers;
using TensorFlow;

namespace Keras.Applications;

/// <summary>The definition of an architecture's models: the checks of the arguments, the blocks, and the classifier or pooling.</summary>
/// <typeparam name="TOptions">The arguments.</typeparam>
/// <param name="name">The name in Keras: <c>ResNet50</c>.</param>
/// <param name="modelName">The default name of the models: <c>resnet50</c>.</param>
/// <param name="defaultSize">The size of the images that the architecture was made for.</param>
internal abstract class Architecture<TOptions>(string name, string modelName, int defaultSize)
    where TOptions : ApplicationOptions
{
    public string Name => name;

    /// <summary>The default name of the models, without what depends on the arguments.</summary>
    public string BaseName => modelName;

    public int DefaultSize => defaultSize;

    /// <summary>The least number of rows and columns of an image.</summary>
    public virtual int MinimumSize => 32;

    public virtual ImageScaling Scaling => ImageScaling.None;

    /// <summary>The name of the pooling layer that takes the place of the classifier; null for an automatic one.</summary>
    protected virtual (string? Average, string? Maximum) PoolingNames => (null, null);

    /// <summary>Builds the model and gives it its weights.</summary>
    public Model Create(TOptions options)
    {
        OptionChecks.Require(Name, options);
        Check(options);
        Shape shape = InputShape(options);
        KerasTensor input = options.InputTensor ?? new Input(shape);
        KerasTensor features = Body(input, options);
        KerasTensor output = options.IncludeTop ? Top(features, options) : Pool(features, options);
        Structure<KerasTensor> inputs = options.InputTensor is null ? input : SourceInputs.Of(input);
        string given = options.Name ?? ModelName(options, shape);
        return WeightSource.Load(options, () => new Model(inputs, output, given), () => ImageNetFile(options, shape));
    }

    /// <summary>The input shape of the images, as Keras finds and checks it.</summary>
    protected virtual Shape InputShape(TOptions options) =>
        InputShapes.Find(Name, options, DefaultSizeFor(options), MinimumSize, ShapeOf(options));

    /// <summary>The input shape that was asked for; null where none was.</summary>
    protected virtual Shape? ShapeOf(TOptions options) => options.InputShape;

    /// <summary>The size of the images where none is given, or that which ImageNet's weights expect.</summary>
    protected virtual int DefaultSizeFor(TOptions options) => DefaultSize;

    /// <summary>Checks the arguments that only this architecture has.</summary>
    protected virtual void Check(TOptions options)
    {
    }

    protected virtual string ModelName(TOptions options, Shape shape) => BaseName;

    /// <summary>The blocks, from the input to the features of the last one.</summary>
    protected abstract KerasTensor Body(KerasTensor input, TOptions options);

    /// <summary>The classifier.</summary>
    protected virtual KerasTensor Top(KerasTensor features, TOptions options) =>
        Predictions(new GlobalAveragePooling2D() { Name = "avg_pool" }.Apply(features), options);

    /// <summary>The pooling after the blocks where there is no classifier.</summary>
    protected virtual KerasTensor Pool(KerasTensor features, TOptions options) => options.Pooling switch
    {
        "avg" => Blocks.Average(features, PoolingNames.Average),
        "max" => Blocks.Maximum(features, PoolingNames.Maximum),
        _ => features,
    };

    /// <summary>The file of ImageNet's weights.</summary>
    protected abstract WeightFile ImageNetFile(TOptions options, Shape shape);

    /// <summary>The layer of the classes.</summary>
    protected static KerasTensor Predictions(KerasTensor x, TOptions options) =>
        new Dense(options.Classes, options.ClassifierActivation) { Name = "predictions" }.Apply(x);
}

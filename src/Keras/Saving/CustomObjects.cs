using Keras.Constraints;
using Keras.Initializers;
using Keras.Layers;
using Keras.Losses;
using Keras.Metrics;
using Keras.Optimizers;
using Keras.Quantizers;
using Keras.Regularizers;
using TensorFlow;

namespace Keras;

/// <summary>
/// Custom classes that files can name. A file never chooses code by itself: a class that is not built in must be registered here, under its
/// class name or under <c>package&gt;name</c> as with Keras's <c>register_keras_serializable</c>.
/// </summary>
public static class CustomObjects
{
    /// <summary>
    /// Registers a class with <see cref="KerasSerializableAttribute"/>. The assembly of the class does so when it is loaded; this is for a
    /// file that is read before anything of the assembly was used.
    /// </summary>
    /// <typeparam name="T">A class of layers, losses, metrics, optimizers, learning rate schedules, initializers, regularizers, constraints
    /// or quantizers.</typeparam>
    /// <exception cref="ArgumentException">The class is of another kind.</exception>
    public static void Register<T>()
        where T : KerasObject, IKerasSerializable<T>
    {
        if (!(TryRegister<Layer, T>(LayerRegistry.Instance) || TryRegister<Loss, T>(LossRegistry.Instance)
            || TryRegister<Metric, T>(MetricRegistry.Instance) || TryRegister<Optimizer, T>(OptimizerRegistry.Instance)
            || TryRegister<LearningRateSchedule, T>(Optimizers.Schedules.ScheduleRegistry.Instance)
            || TryRegister<Initializer, T>(InitializerRegistry.Instance) || TryRegister<Regularizer, T>(RegularizerRegistry.Instance)
            || TryRegister<Constraint, T>(ConstraintRegistry.Instance) || TryRegister<Quantizer, T>(QuantizerRegistry.Instance)))
            throw new ArgumentException(
                $"CustomObjects.Register: expected a class of layers, losses, metrics, optimizers, learning rate schedules, initializers, "
                + $"regularizers, constraints or quantizers, got {typeof(T).Name}.");
    }

    /// <summary>Registers a custom layer class.</summary>
    /// <param name="className">The class name in files. Default: the name of the .NET class.</param>
    /// <param name="fromConfig">Creates a layer from its own arguments; those that every layer has are set afterwards.</param>
    /// <example>
    /// <code>
    /// CustomObjects.RegisterLayer("Scale", config =&gt; new Scale((float)config.GetDouble("by")));
    ///
    /// public sealed class Scale(float by) : Layer
    /// {
    ///     protected override Symbol Call(Symbol x, CallContext context) =&gt; x * by;
    ///
    ///     protected override void WriteConfig(Config config)
    ///     {
    ///         base.WriteConfig(config);
    ///         config.Set("by", by);
    ///     }
    /// }
    /// </code>
    /// </example>
    public static void RegisterLayer(string className, Func<Config, Layer> fromConfig) =>
        LayerRegistry.Instance.RegisterCustom(className, fromConfig);

    /// <summary>Registers a custom loss class.</summary>
    /// <param name="className">Its name in files.</param>
    /// <param name="fromConfig">Creates a loss from its own arguments; name, reduction and type, which every loss has, are set
    /// afterwards.</param>
    public static void RegisterLoss(string className, Func<Config, Loss> fromConfig) =>
        LossRegistry.Instance.RegisterCustom(className, fromConfig);

    /// <summary>Registers a custom loss function under the name that it has in <see cref="Loss.From"/>.</summary>
    /// <param name="name">The name.</param>
    /// <param name="function">Computes the loss of each sample from targets and predictions.</param>
    public static void RegisterLoss(string name, Func<Symbol, Symbol, Symbol> function) =>
        LossRegistry.Instance.RegisterCustom(name, _ => Loss.From(function, name));

    /// <summary>Registers a custom metric class.</summary>
    /// <param name="className">Its name in files.</param>
    /// <param name="fromConfig">Creates a metric from its own arguments; name and type, which every metric has, are set afterwards.</param>
    public static void RegisterMetric(string className, Func<Config, Metric> fromConfig) =>
        MetricRegistry.Instance.RegisterCustom(className, fromConfig);

    /// <summary>Registers a custom metric function under the name that it has in <see cref="Metric.From"/>.</summary>
    /// <param name="name">The name.</param>
    /// <param name="function">Computes a value for each sample from targets and predictions.</param>
    public static void RegisterMetric(string name, Func<Symbol, Symbol, Symbol> function) =>
        MetricRegistry.Instance.RegisterCustom(name, _ => Metric.From(function, name));

    /// <summary>Registers a custom optimizer class.</summary>
    /// <param name="className">Its name in files.</param>
    /// <param name="fromConfig">Creates an optimizer from its own arguments; those that every optimizer has (name, learning rate or
    /// schedule, weight decay, clipping, averages) are set afterwards.</param>
    public static void RegisterOptimizer(string className, Func<Config, Optimizer> fromConfig) =>
        OptimizerRegistry.Instance.RegisterCustom(className, fromConfig);

    /// <summary>Registers a custom learning rate schedule class.</summary>
    /// <param name="className">Its name in files.</param>
    /// <param name="fromConfig">Creates a schedule from its arguments.</param>
    public static void RegisterSchedule(string className, Func<Config, LearningRateSchedule> fromConfig) =>
        Optimizers.Schedules.ScheduleRegistry.Instance.RegisterCustom(className, fromConfig);

    /// <summary>Registers a custom initializer class.</summary>
    /// <param name="className">Its name in files.</param>
    /// <param name="fromConfig">Creates an initializer from its arguments.</param>
    public static void RegisterInitializer(string className, Func<Config, Initializer> fromConfig) =>
        InitializerRegistry.Instance.RegisterCustom(className, fromConfig);

    /// <summary>Registers a custom regularizer class.</summary>
    /// <param name="className">Its name in files.</param>
    /// <param name="fromConfig">Creates a regularizer from its arguments.</param>
    public static void RegisterRegularizer(string className, Func<Config, Regularizer> fromConfig) =>
        RegularizerRegistry.Instance.RegisterCustom(className, fromConfig);

    /// <summary>Registers a custom constraint class.</summary>
    /// <param name="className">Its name in files.</param>
    /// <param name="fromConfig">Creates a constraint from its arguments.</param>
    public static void RegisterConstraint(string className, Func<Config, Constraint> fromConfig) =>
        ConstraintRegistry.Instance.RegisterCustom(className, fromConfig);

    /// <summary>Registers a custom quantizer class.</summary>
    /// <param name="className">Its name in files.</param>
    /// <param name="fromConfig">Creates a quantizer from its arguments.</param>
    public static void RegisterQuantizer(string className, Func<Config, Quantizer> fromConfig) =>
        QuantizerRegistry.Instance.RegisterCustom(className, fromConfig);

    /// <summary>
    /// Registers a function that files may name as that of a <see cref="Lambda"/> layer, or as one by which a <see
    /// cref="TextVectorization"/> standardizes or splits.
    /// </summary>
    /// <param name="name">Its name in files.</param>
    /// <param name="function">Writes the output of the layer, or the strings.</param>
    public static void RegisterFunction(string name, Func<Symbol, Symbol> function) => CustomFunctions.Register(name, function);

    /// <summary>Registers a custom activation function under its name.</summary>
    /// <param name="activation">The function.</param>
    public static void RegisterActivation(ActivationFunction activation) =>
        ActivationRegistry.Instance.RegisterCustom(activation.Name, _ => activation);

    private static bool TryRegister<TBase, T>(Registry<TBase> registry)
        where TBase : KerasObject
        where T : KerasObject, IKerasSerializable<T>
    {
        if (!typeof(T).IsAssignableTo(typeof(TBase)))
            return false;
        registry.RegisterCustom(T.RegisteredName, static config => (TBase)(KerasObject)T.FromConfig(config));
        return true;
    }
}

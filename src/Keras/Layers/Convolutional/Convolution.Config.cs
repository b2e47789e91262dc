namespace Keras.Layers;

/// <content>The arguments in Keras's order.</content>
public abstract partial class Convolution
{
    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        WriteCounts(config);
        config.Set("kernel_size", kernelSize).Set("strides", strides).Set("padding", Padding);
        WriteOutputPadding(config);
        config.Set("data_format", DataFormat).Set("dilation_rate", dilationRate);
        WriteGroups(config);
        config.SetNode("activation", Activation.ToJson()).Set("use_bias", UseBias);
        WriteKernels(config);
    }

    /// <summary>Writes the numbers of filters.</summary>
    private protected abstract void WriteCounts(Config config);

    /// <summary>Writes the output padding, where there is such an argument.</summary>
    private protected virtual void WriteOutputPadding(Config config)
    {
    }

    /// <summary>Writes the groups, where there is such an argument.</summary>
    private protected virtual void WriteGroups(Config config)
    {
    }

    private protected static SpatialSizes ReadDilationRate(Config config) => config.GetSizes("dilation_rate");

    private void WriteKernels(Config config)
    {
        foreach (KernelArguments kernel in Kernels)
            config.Set($"{kernel.Prefix}_initializer", kernel.Initializer);
        config.Set("bias_initializer", BiasInitializer);
        foreach (KernelArguments kernel in Kernels)
            config.Set($"{kernel.Prefix}_regularizer", kernel.Regularizer);
        config.Set("bias_regularizer", BiasRegularizer).Set("activity_regularizer", ActivityRegularizer);
        foreach (KernelArguments kernel in Kernels)
            config.Set($"{kernel.Prefix}_constraint", kernel.Constraint);
        config.Set("bias_constraint", BiasConstraint);
    }
}

namespace Keras.Layers;

/// <summary>
/// The base of the convolutional long short-term memory layers (Shi et al., 2015): from sequences of sequences, images or volumes,
/// <c>[batch, steps, …spatial, channels]</c>, to the last output, <c>[batch, …spatial, filters]</c>, or those of all steps. Its states are
/// h and c.
/// </summary>
public abstract class ConvLSTM : RecurrentLayer
{
    private readonly ConvLSTMCell cell;

    private protected ConvLSTM(ConvLSTMCell cell)
        : base(cell) => this.cell = cell;

    /// <inheritdoc cref="ConvLSTMCell.Filters"/>
    public int Filters => cell.Filters;

    /// <inheritdoc cref="ConvLSTMCell.KernelSize"/>
    public IReadOnlyList<int> KernelSize => cell.KernelSize;

    /// <inheritdoc cref="ConvLSTMCell.Strides"/>
    public IReadOnlyList<int> Strides => cell.Strides;

    /// <inheritdoc cref="ConvLSTMCell.DilationRate"/>
    public IReadOnlyList<int> DilationRate => cell.DilationRate;

    /// <inheritdoc cref="ConvLSTMCell.Padding"/>
    public string Padding => cell.Padding;

    /// <inheritdoc cref="ConvLSTMCell.DataFormat"/>
    public string DataFormat { get => cell.DataFormat; init => cell.SetDataFormat(value, ClassName); }

    /// <inheritdoc cref="ConvLSTMCell.RecurrentActivation"/>
    public ActivationFunction RecurrentActivation => Arguments.RecurrentActivation;

    /// <inheritdoc cref="ConvLSTMCell.UnitForgetBias"/>
    public bool UnitForgetBias { get => Arguments.UnitForgetBias; init => Arguments.UnitForgetBias = value; }

    private protected override int? SequenceRank => cell.KernelSize.Count + 3;

    private protected static T Read<T>(Config config, Func<int, SpatialSizes, SpatialSizes, string, SpatialSizes, T> make)
        where T : ConvLSTM
    {
        T layer = make(
            config.GetInt("filters"),
            config.GetSizes("kernel_size"),
            config.GetSizes("strides"),
            config.GetString("padding", "valid")!,
            config.GetSizes("dilation_rate"));
        layer.cell.SetDataFormat(DataFormats.Read(config), layer.ClassName);
        layer.Arguments.ReadGates(config);
        layer.Arguments.UnitForgetBias = config.GetBool("unit_forget_bias", true);
        layer.ReadRecurrent(config);
        return layer;
    }

    private protected override void WriteArguments(Config config) => cell.WriteArguments(config, this);
}

namespace Keras.Layers;

/// <summary>
/// The base of the convolutional LSTM layers (Shi et al., 2015): from sequences of sequences, images or volumes, <c>[batch, steps,
/// …spatial, channels]</c>, to the last output, <c>[batch, …spatial, filters]</c>, or those of all steps. The states are the hidden state h
/// and the cell state c.
/// </summary>
[KerasSerializable]
[ConfigOrder(nameof(Filters), nameof(KernelSize), nameof(Strides), nameof(Padding), nameof(DataFormat), nameof(DilationRate),
    nameof(Activation), nameof(RecurrentActivation), nameof(UseBias), nameof(KernelInitializer), nameof(RecurrentInitializer),
    nameof(BiasInitializer), nameof(UnitForgetBias), nameof(KernelRegularizer), nameof(RecurrentRegularizer), nameof(BiasRegularizer),
    nameof(ActivityRegularizer))]
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
}

using TensorFlow;

namespace Keras;

/// <summary>The methods of <see cref="Data"/> on tensors: <c>train.Images.Normalized()</c>.</summary>
public static class TensorData
{
    extension(Tensor tensor)
    {
        /// <inheritdoc cref="Data.Map(Func{Symbol, Symbol})"/>
        public Data Map(Func<Symbol, Symbol> transform) => ((Data)tensor).Map(transform);

        /// <inheritdoc cref="Data.Normalized"/>
        public Data Normalized() => ((Data)tensor).Normalized();

        /// <inheritdoc cref="Data.ToCategorical(int)"/>
        public Data ToCategorical(int classes) => ((Data)tensor).ToCategorical(classes);
    }
}

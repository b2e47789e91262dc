using Keras;
using TensorFlow;

namespace Transformer;

/// <summary>Adds a learned vector for each position: a custom layer with one weight.</summary>
/// <param name="length">The number of positions.</param>
internal sealed class PositionEmbedding(int length) : Layer
{
    private Weight positions = null!;

    protected override void Build(Shape input) => positions = AddWeight("positions", [length, input[^1]], "random_uniform");

    protected override Symbol Call(Symbol x, CallContext context) => x + positions;
}

using TensorFlow;

namespace Keras.Optimizers;

/// <summary>
/// The nearest orthogonal matrix, approached by a polynomial of odd powers (<c>keras.optimizers.Muon.zeropower_via_newtonschulz5</c>).
/// </summary>
/// <param name="A">The factor of x.</param>
/// <param name="B">The factor of x³.</param>
/// <param name="C">The factor of x⁵.</param>
/// <param name="Steps">The number of iterations.</param>
internal sealed record NewtonSchulz(double A, double B, double C, int Steps)
{
    public Symbol Orthogonalize(Symbol matrix)
    {
        // Products of the shorter side cost less.
        bool isTall = matrix.Shape[0] > matrix.Shape[1];
        Symbol x = isTall ? Ops.Transpose(matrix, 1, 0) : matrix;
        // A Frobenius norm of 1 bounds the largest singular value.
        x /= Ops.Sqrt(Ops.Sum(Ops.Square(x))) + 1e-7;
        for (int i = 0; i < Steps; i++)
        {
            Symbol square = Ops.MatMul(x, Ops.Transpose(x, 1, 0));
            Symbol powers = (B * square) + Ops.MatMul(C * square, square);
            x = (A * x) + Ops.MatMul(powers, x);
        }

        return isTall ? Ops.Transpose(x, 1, 0) : x;
    }
}

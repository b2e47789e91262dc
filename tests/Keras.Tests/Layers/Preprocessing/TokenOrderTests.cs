using Keras.Layers;
using Xunit;

namespace Keras.Tests.Preprocessing;

/// <summary>The order of tokens of equal frequency, and the numbers that stand for most comparisons.</summary>
public sealed class TokenOrderTests
{
    [Fact]
    public void Numbers_of_strings_never_contradict_their_order()
    {
        string[] tokens =
        [
            "", "\0", "a", "a\0", "ab", "abcdefgh", "abcdefghi", "abcdefg\u00e9", "abcdefgé1",
            "z", "\u007f", "\u0080", "é", "ß", "\u07ff", "\u0800",
            "日本語", "日本", "\ud7ff", "\ue000", "\uffff", "😀", "😀a", "a😀", "ab\uffff", "ab😀", "abc",
        ];
        foreach (string a in tokens)
        {
            foreach (string b in tokens)
            {
                int byNumber = TokenOrder.Instance.Prefix(a).CompareTo(TokenOrder.Instance.Prefix(b));
                if (byNumber != 0)
                    Assert.Equal(Math.Sign(byNumber), Math.Sign(TokenOrder.Instance.Compare(a, b)));
            }
        }
    }

    [Theory]
    [InlineData(long.MinValue, -1)]
    [InlineData(-1, 0)]
    [InlineData(0, 1)]
    [InlineData(1, long.MaxValue)]
    public void Numbers_of_integers_are_in_their_order(long less, long more) =>
        Assert.True(NumberOrder.Instance.Prefix(less) < NumberOrder.Instance.Prefix(more));
}

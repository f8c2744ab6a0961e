# Fits Q(x) exp(x^2/2) = t p(t - middle), t = c / (c + x), c = 2 sqrt 2, for x in [0, last]: Q is the normal distribution's upper tail.
# Chebyshev interpolation in t, in powers of t - middle. Arguments: the degree, and the last x.
import sys
from decimal import Decimal as D, getcontext
getcontext().prec = 90
degree = int(sys.argv[1]); last = D(sys.argv[2])
PI = D('3.14159265358979323846264338327950288419716939937510582097494459230781640628620899862803482534211706798')
C = D(8).sqrt()

def scaled_tail(x):
    # 1/2 exp(x^2/2) - (x + x^3/3 + x^5/15 + ...) / sqrt(2 pi)
    term = x; total = D(0); n = 1
    while term > D('1e-85') * (1 + total):
        total += term; n += 2; term *= x * x / n
    return (x * x / 2).exp() / 2 - total / (2 * PI).sqrt()

def cos(x):
    term = D(1); total = D(0); n = 0
    while abs(term) > D('1e-88'):
        total += term; n += 2; term *= -x * x / (n * (n - 1))
    return total

lowest = C / (C + last); middle = (1 + lowest) / 2; half = (1 - lowest) / 2
nodes = [middle + half * cos(PI * (2 * i + 1) / (2 * (degree + 1))) for i in range(degree + 1)]
divided = [scaled_tail(C / t - C) / t for t in nodes]
for j in range(1, degree + 1):
    for i in range(degree, j - 1, -1):
        divided[i] = (divided[i] - divided[i - 1]) / (nodes[i] - nodes[i - j])

# Newton's form to powers of s = t - middle.
power = [D(0)] * (degree + 1)
for i in range(degree, -1, -1):
    root = nodes[i] - middle
    power = [(power[j - 1] if j else D(0)) - root * power[j] for j in range(degree + 1)]
    power[0] += divided[i]

worst = D(0)
for i in range(401):
    x = last * i / 400; t = C / (C + x)
    value = sum(c * (t - middle) ** j for j, c in enumerate(power)) * t
    worst = max(worst, abs(value / scaled_tail(x) - 1))
print('middle', float(middle), 'worst relative error', float(worst))
print(', '.join(repr(float(c)) for c in power))

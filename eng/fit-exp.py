# Fits exp(r) = 1 + r + r^2 * (c2 + c3 r + ...) on |r| <= ln2/2/steps with the smallest worst relative error (Remez exchange), and prints the powers 2^(j/steps).
# fit-exp.py degree first-free-coefficient steps: "3 2 8" for floats, "11 2 1" for doubles.
import struct
import sys
from decimal import Decimal as D, getcontext
getcontext().prec = 60
degree = int(sys.argv[1]); ones = int(sys.argv[2]); steps = int(sys.argv[3])
h = D(2).ln()/2/steps*D('1.0005')
def basis(r): e=(-r).exp(); return [r**j*e for j in range(ones,degree+1)]
def target(r):
    e=(-r).exp(); s=D(0); f=D(1)
    for j in range(ones):
        if j: f*=j
        s+=r**j/f
    return D(1)-s*e
def solve(A,b):
    n=len(b); M=[row[:]+[b[i]] for i,row in enumerate(A)]
    for i in range(n):
        p=max(range(i,n),key=lambda k:abs(M[k][i])); M[i],M[p]=M[p],M[i]
        for k in range(i+1,n):
            f=M[k][i]/M[i][i]
            for j in range(i,n+1): M[k][j]-=f*M[i][j]
    x=[D(0)]*n
    for i in range(n-1,-1,-1): x[i]=(M[i][n]-sum(M[i][j]*x[j] for j in range(i+1,n)))/M[i][i]
    return x
import math
m=degree-ones+1
N=1500
grid=[h*D(math.cos(math.pi*(i+.5)/N)) for i in range(N)]
pts=sorted([h*D(math.cos(math.pi*i/(m))) for i in range(m+1)])
pts=[p if abs(p)>h/35 else h/7 for p in pts]
for it in range(12):
    A=[basis(p)+[D((-1)**i)] for i,p in enumerate(pts)]
    sol=solve(A,[target(p) for p in pts]); c=sol[:-1]
    err=[(g,sum(a*b for a,b in zip(c,basis(g)))-target(g)) for g in sorted(grid)]
    # extrema by sign changes
    ext=[];cur=err[0]
    for g,e in err[1:]:
        if (e>0)==(cur[1]>0):
            if abs(e)>abs(cur[1]): cur=(g,e)
        else: ext.append(cur);cur=(g,e)
    ext.append(cur)
    # keep m+1 with largest
    while len(ext)>m+1:
        i=min(range(len(ext)),key=lambda k:abs(ext[k][1]))
        # drop keeping alternation
        if 0<i<len(ext)-1:
            j=i-1 if abs(ext[i-1][1])<abs(ext[i+1][1]) else i+1
            for k in sorted([i,j],reverse=True): ext.pop(k)
            if len(ext)<m+1: break
        else: ext.pop(i)
    worst=max(abs(e) for g,e in err)
    if len(ext)!=m+1: print('ext',len(ext),m+1,worst); break
    pts=[g for g,e in ext]
print('worst rel', float(worst), 'lev', float(abs(sol[-1])))
for j,v in enumerate(c): print(j+ones, str(v)[:40], float(v).hex())

single = lambda x: struct.unpack('f', struct.pack('f', x))[0]
for j in range(steps if steps > 1 else 0):
    power = D(2)**(D(j)/steps); high = single(float(power))
    print(f'2^({j}/{steps})', f'0x{struct.unpack("I", struct.pack("f", high))[0]:08X}', 'rest', single(float(power/D(high)-1)).__repr__())
